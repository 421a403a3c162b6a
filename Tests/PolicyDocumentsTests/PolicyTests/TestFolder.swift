import HemoStatCore

@testable import PolicyDocuments

/// A folder of policies and their tests.
struct TestFolder {
    let directory: TemporaryDirectory

    init(_ files: [String: String]) throws {
        directory = try TemporaryDirectory()
        for (name, text) in files { try directory.write(name, text) }
    }

    /// Every document of one test file, run.
    func run(_ name: String) -> [PolicyTestOutcome] {
        var runner = PolicyTestRunner()
        return PolicyTestLoader.load(paths: ["\(directory.path)/\(name)"]).map { runner.run($0) }
    }

    /// Without the folder's own path.
    func brief(_ text: String) -> String { text.replacing(directory.path + "/", with: "") }

    /// `file:line:column: message` of all that is wrong with a test.
    func problems(_ name: String) -> [String] {
        run(name).flatMap { outcome in
            outcome.problems.map { brief("\($0)") }
                + outcome.failures.map { brief("\(outcome.document.position(of: $0.place)): \(Self.words($0))") }
        }
    }

    private static func words(_ failure: PolicyTestFailure) -> String {
        switch failure.cause {
        case .unplayable(let message): message
        case .unmet(let mismatches): mismatches.map { "\($0.field) \($0.actual)" }.joined(separator: ", ")
        }
    }

    /// The policy of the manual, as far as its test goes.
    static let web = """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: web, labels: {team: shop}}
        spec:
          selector: {matchNames: ["web-*"], matchImages: ["*/shop/web:*"]}
          startupGrace: 30s
          expectations:
            - {name: up, state: {is: Running}}
            - {name: healthy, health: {is: Healthy}, for: 5s, severity: High}
            - {name: cpu, cpu: {below: "85%"}, for: 2m, keepFiringFor: 30s, severity: High}
            - {name: ping, http: {url: "http://{ip}:8080/healthz", status: [200], every: 10s, timeout: 2s, failures: 3}}
          remediation:
            mode: Enforce
            steps:
              - {when: [healthy, ping], action: {exec: {command: ["nginx", "-s", "reload"], timeout: 5s}}, attempts: 1}
              - {when: [up, healthy, cpu, ping], action: {restart: {timeout: 10s}}, attempts: 2}
            cooldown: 5m
            budget: {actions: 3, within: 1h}
            verify: {stableFor: 30s, timeout: 2m}

        """

    /// The test of the manual, word by word.
    static let webTest = """
        apiVersion: hemostat.dev/v1
        kind: PolicyTest
        metadata: {name: web}
        policies: [web.yaml]
        containers: [{name: web-1, image: acme/shop/web:2, state: Running, health: Healthy, startedAt: -1h}]
        timeline:
          - {at: 0s,    set: {web-1: {health: Unhealthy}}}
          - {at: 4s,    expect: {web-1: {phase: Pending}}}
          - {at: 6s,    expect: {web-1: {phase: Verifying, action: exec}}}
          - {at: 2m10s, expect: {web-1: {phase: Verifying, action: restart}}}
          - {at: 3m,    set: {web-1: {health: Healthy}}}
          - {at: 4m,    expect: {web-1: {phase: Resolved, actions: 2}}}

        """
}
