import HemoStatCore
import Testing

@testable import PolicyDocuments

/// What only several values together, or the machine, can get wrong; `Corpus/` has more of each.
@Suite struct SemanticTests {
    /// A policy whose `spec` goes on with these lines; the first of them is line 10.
    private static func policy(_ lines: String, name: String = "a") -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(name)}
        spec:
          selector: {matchNames: ["web-*"]}
          expectations:
            - {name: up, state: {is: Running}}
            - {name: cpu, cpu: {below: "85%"}}
            - {name: ping, tcp: {port: 80, every: 30s, timeout: 5s}}

        """ + lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private static func problems(_ lines: String) -> [String] {
        YAMLText.load(policy(lines)).diagnostics.map(CorpusCase.spelled)
    }

    @Test(
        "of one policy",
        arguments: [
            (
                "remediation: {mode: DryRun, steps: [{when: [pin], action: {restart: {}}}]}",
                [
                    "expect: 10:47 spec.remediation.steps[0].when[0]: no expectation is named \"pin\"; did you mean \"ping\"?"
                ]
            ),
            (
                "remediation: {mode: DryRun, steps: [{when: [], action: {restart: {}}}]}",
                [
                    "expect: 10:46 spec.remediation.steps[0].when: expected 1 to 64 items, found 0"
                ]
            ),
            (
                "remediation: {disruption: {maxUnavailable: 0}}",
                [
                    "expect: 10:46 spec.remediation.disruption.maxUnavailable: expected an integer from 1 to 10000 or a"
                        + " percentage such as \"25%\", found 0"
                ]
            ),
            (
                "remediation: {disruption: {maxUnavailable: \"0%\"}}",
                [
                    "expect: 10:46 spec.remediation.disruption.maxUnavailable: expected an integer from 1 to 10000 or a"
                        + " percentage such as \"25%\", found \"0%\""
                ]
            ),
            (
                "remediation: {mode: DryRun, steps: [{action: {exec: {command: []}}}]}",
                [
                    "expect: 10:65 spec.remediation.steps[0].action.exec.command: expected 1 to 64 items, found 0"
                ]
            ),
            (
                "remediation: {mode: DryRun, steps: [{action: {exec: {command: ['']}}}]}",
                [
                    "expect: 10:66 spec.remediation.steps[0].action.exec.command[0]: expected a program's name or path, found \"\""
                ]
            ),
            (
                "remediation: {windows: [{kind: Deny, schedule: 0 0 30 2 *, duration: 1h}]}",
                [
                    "expect: 10:50 spec.remediation.windows[0].schedule: \"0 0 30 2 *\" never comes: the window would never open"
                ]
            ),
            (
                "remediation: {windows: [{kind: Deny, schedule: 0 25 * * *, duration: 1h, timeZone: Europe/Berln}]}",
                [
                    "expect: 10:50 spec.remediation.windows[0].schedule: hour: found \"25\", expected 0-23",
                    "expect: 10:86 spec.remediation.windows[0].timeZone: unknown time zone \"Europe/Berln\";"
                        + " did you mean \"Europe/Berlin\"?",
                ]
            ),
            (
                "remediation: {verify: {stableFor: 3m}}",
                [
                    "expect: 10:25 spec.remediation.verify.timeout: expected at least stableFor (3m), found 2m"
                ]
            ),
            (
                "remediation: {verify: {timeout: 5s}}",
                [
                    "expect: 10:35 spec.remediation.verify.timeout: expected at least stableFor (30s), found 5s"
                ]
            ),
            (
                "remediation:\n  mode: DryRun\n  steps: [{action: {stop: {}}}, {action: {stop: {timeout: 10s}}}]",
                [
                    "warns: 12:35 spec.remediation.steps[1]: does the same as the step before it; raise that step's attempts"
                        + " instead"
                ]
            ),
            (
                "remediation:\n  mode: DryRun\n  budget: {actions: 2}\n  steps: [{action: {stop: {}}, attempts: 2}, {action: {start: {}}}]",
                [
                    "warns: 13:48 spec.remediation.steps[1]: the steps before it use up 2 actions, the budget allows 2 in 1h:"
                        + " it has to wait for the budget; raise budget.actions or lower attempts"
                ]
            ),
            (
                "remediation:\n  mode: DryRun\n  budget: {actions: 9}\n  steps: [{action: {stop: {}}, attempts: 3}, {action: {start: {}}}]",
                [
                    "warns: 13:48 spec.remediation.steps[1]: the steps before it may fail 3 times, circuitBreaker opens at 3:"
                        + " it has to wait 30m; raise circuitBreaker.failures or lower attempts"
                ]
            ),
            (
                "remediation:\n  mode: DryRun\n  circuitBreaker: {failures: 4}\n  budget: {actions: 4}\n"
                    + "  steps: [{action: {stop: {}}, attempts: 3}, {action: {start: {}}}]", []
            ),
        ] as [(String, [String])]
    )
    func policies(lines: String, expected: [String]) { #expect(Self.problems(lines) == expected) }

    @Test(
        "`for` and the time between two values",
        arguments: [
            (
                "{name: x, cpu: {below: \"85%\"}, for: 999ms}",
                "cpu is sampled every 1s: expected 0s or at least 1s, found 999ms"
            ),
            (
                "{name: x, cores: {below: 1}, for: 1ms}",
                "cores is sampled every 1s: expected 0s or at least 1s, found 1ms"
            ),
            ("{name: x, cpu: {below: \"85%\"}, for: 1s}", nil), ("{name: x, cpu: {below: \"85%\"}, for: 0s}", nil),
            ("{name: x, tcp: {port: 1}, for: 9s}", "tcp is sampled every 10s: expected 0s or at least 10s, found 9s"),
            ("{name: x, tcp: {port: 1}, for: 10s}", nil), ("{name: x, state: {is: Running}, for: 1ms}", nil),
            (
                "{name: x, exec: {command: [a], every: 1m}, for: 30s}",
                "exec is sampled every 1m: expected 0s or at least 1m, found 30s"
            ),
            (
                "{name: x, exec: {command: [a], every: soon}, for: 1s}",
                "expected a duration from 1s to 1h, found \"soon\""
            ),
            ("{name: x, tcp: {port: 1, every: 1s}}", "expected at most every (1s), found 2s"),
            ("{name: x, tcp: {port: 1, every: 3s, timeout: 4s}}", "expected at most every (3s), found 4s"),
            (
                "{name: x, oomKilled: {never: false}}",
                "expected true, found false; leave the expectation out to allow OOM kills"
            ),
        ] as [(String, String?)]
    )
    func periods(expectation: String, message: String?) {
        let text = YAMLText.policy("a").replacing("{name: up, state: {is: Running}}", with: expectation)
        #expect(YAMLText.load(text).diagnostics.map(\.message) == (message.map { [$0] } ?? []))
    }

    @Test("what is misspelled counts as what it was meant to be")
    func meant() {
        #expect(
            Self.problems("remediaton: {mode: Enforce, verfy: {stableFor: 3m}}") == [
                "expect: 10:3 spec.remediaton: unknown field \"remediaton\"; did you mean \"remediation\"?",
                "expect: 10:15 spec.remediaton.steps: mode Enforce needs at least one step, found none",
                "expect: 10:38 spec.remediaton.verfy.timeout: expected at least stableFor (3m), found 2m",
            ]
        )
    }

    @Test("policies of one selector: who never comes into force is told, with the one that wins")
    func overlaps() throws {
        let directory = try TemporaryDirectory()
        try directory.write("a.yaml", Self.policy("priority: 5", name: "a"))
        try directory.write("b.yaml", Self.policy("priority: 1", name: "b"))
        let other = Self.policy("", name: "c").replacing("name: ping", with: "name: pong")
        try directory.write("c.yaml", other)
        let load = PolicyLoader.load(paths: [directory.path])
        #expect(load.policies.map(\.name) == ["a", "b", "c"])
        #expect(
            load.diagnostics.map(CorpusCase.spelled) == [
                "warns: 3:18 spec.priority: it never comes into force: policy \"a\" has the same selector, is stronger and"
                    + " has expectations of the same names; raise this one's priority or rename its expectations"
            ]
        )
        #expect(load.diagnostics.first?.position?.file.hasSuffix("/b.yaml") == true)
    }

    @Test("unknown zones get their suggestion, however many there are")
    func zones() {
        let window = "    - {kind: Deny, schedule: '@daily', duration: 1h, timeZone: Europe/Berln}\n"
        let lines = "remediation:\n  windows:\n" + String(repeating: window, count: 32)
        let found = Self.problems(lines)
        #expect(found.count == 32)
        #expect(
            found.allSatisfy { $0.hasSuffix("unknown time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?") }
        )
    }

    @Test("what is understood and not acted by yet is said, with the policy's place")
    func unused() throws {
        let folder = try TemporaryDirectory()
        let text = """
            apiVersion: hemostat.dev/v1
            kind: HealthPolicy
            metadata: {name: web}
            spec:
              selector: {}
              expectations: [{name: up, state: {is: Running}}]
              analysis: {shadow: true}
              alerts: {routes: [ops], repeatEvery: 1h}
              remediation:
                mode: Enforce
                disruption: {maxUnavailable: 2}
                steps: [{action: {unpause: {}}}, {action: {start: {}}}]
            ---
            apiVersion: hemostat.dev/v1
            kind: AlertRoute
            metadata: {name: ops}
            spec: {test: {}}

            """
        try folder.write("web.yaml", text)
        let load = PolicyLoader.load(paths: [folder.path])
        #expect(!load.hasErrors && load.policies.count == 1 && load.others.count == 1)
        #expect(
            load.diagnostics.map(\.path) == [
                "spec.alerts.routes", "spec.alerts.repeatEvery", "spec.analysis", "kind",
            ]
        )
        #expect(load.diagnostics.last?.message.hasPrefix("AlertRoute \"ops\" is valid, and this version") == true)
    }
}
