import Testing

@testable import HemoStatCore

@Suite("Protection")
struct ProtectionTests {
    @Test(
        "no policy binds what must not be touched",
        arguments: [
            ([:], nil), (["hemostat.dev/component": "redis"], .component), (["hemostat.dev/component": ""], .component),
            (["io.kubernetes.pod.name": "x"], .kubernetes), (["io.kubernetesX": "x"], nil),
            (["hemostat.dev/ignore": "true"], .ignored), (["hemostat.dev/ignore": ""], .ignored),
            (["hemostat.dev/ignore": "yes"], .ignored), (["hemostat.dev/ignore": "false"], nil),
            (["hemostat.dev/ignore": "FALSE"], nil), (["hemostat.dev/ignore": "no"], .ignored),
        ] as [([String: String], Protection?)]
    )
    func labels(labels: [String: String], protection: Protection?) {
        let container = Given.container { $0.labels = labels }
        #expect(Protection.of(container, operatorContainerID: nil) == protection)
        let resolved = PolicyResolver.resolve(container, policies: [Given.policy()])
        #expect(resolved.policies.isEmpty == (protection != nil))
        #expect(resolved.expectations.isEmpty == (protection != nil))
    }

    @Test("nor the operator's own container")
    func itself() {
        #expect(Protection.of(Given.container(), operatorContainerID: Given.id) == .operatorItself)
        #expect(Protection.of(Given.container(), operatorContainerID: "other") == nil)
        let resolved = PolicyResolver.resolve(
            Given.container(),
            policies: [Given.policy()],
            operatorContainerID: Given.id
        )
        #expect(resolved == ResolvedPolicy())
    }

    @Test(
        "nor half of a recreation, by its name",
        arguments: [
            ("web-1_hemostat_0123456789ab", .setAside), ("web-1_hemostat_0123456789ab_new", .setAside),
            ("web-1_hemostat_0123456789a", nil), ("web-1_hemostat_0123456789AB", nil), ("_hemostat_0123456789ab", nil),
            ("web-1_new", nil),
        ] as [(String, Protection?)]
    )
    func setAside(name: String, protection: Protection?) {
        let container = Given.container { $0.name = name }
        #expect(Protection.of(container, operatorContainerID: nil) == protection)
    }
}
