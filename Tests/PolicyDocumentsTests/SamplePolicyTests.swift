import Glibc
import HemoStatCore
import Testing

@testable import PolicyDocuments

/// The policies we ship are valid, and mean what their tests and the demo take them for.
@Suite struct SamplePolicyTests {
    /// `policies/` of this repository, found from this file (through symbolic links, should there be some).
    private static let directory: String = {
        var parts = real(#filePath).split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/") + "/policies"
    }()

    private static func real(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    @Test("every shipped policy is valid")
    func all() {
        let load = PolicyLoader.load(paths: [Self.directory])
        #expect(load.diagnostics.map(\.description) == [])
        #expect(load.policies.map(\.name).contains("demo"))
        #expect(load.policies.map(\.name).contains("web"))
    }

    @Test("every shipped policy test passes, and every policy but the demo's fires and acts in one")
    func tested() throws {
        var runner = PolicyTestRunner()
        for document in PolicyTestLoader.load(paths: [Self.directory]) {
            let outcome = runner.run(document)
            #expect(outcome.problems == [] && outcome.failures.isEmpty, "\(document.file): \(document.name)")
        }
        for policy in runner.coverage(including: [Self.directory]) where policy.report.policy != "demo" {
            #expect(policy.report.expectations.missed == [], "\(policy.report.policy)")
            #expect(policy.report.steps.missed == [], "\(policy.report.policy)")
        }
    }

    @Test("the demo policy")
    func demo() throws {
        let policy = try #require(PolicyLoader.load(paths: ["\(Self.directory)/demo.yaml"]).policies.first)
        let expected = HealthPolicy(
            metadata: ObjectMeta(name: "demo"),
            spec: .init(
                selector: ContainerSelector(matchNames: ["hemostat-demo-*"]),
                expectations: [
                    Expectation(name: "up", check: .state(.init(is: .running))),
                    Expectation(name: "healthy", check: .health(.init(is: .healthy)), severity: .high),
                ],
                remediation: RemediationSpec(
                    mode: .enforce,
                    steps: [
                        RemediationStep(when: ["up", "healthy"], action: .restart(timeout: .seconds(1)), attempts: 2)
                    ],
                    cooldown: .seconds(10),
                    verify: .init(stableFor: .seconds(3), timeout: .seconds(30))
                )
            )
        )
        #expect(policy == expected)
    }
}
