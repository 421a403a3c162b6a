import HemoStatCore
import Testing

@testable import PolicyDocuments

@Suite struct PolicyTestRunnerTests {
    @Test("the example of the manual passes, word by word")
    func manual() throws {
        let folder = try TestFolder(["web.yaml": TestFolder.web, "web.test.yaml": TestFolder.webTest])
        let outcomes = folder.run("web.test.yaml")
        #expect(outcomes.map(\.document.name) == ["web"])
        #expect(outcomes.allSatisfy { $0.hasPassed }, "\(folder.problems("web.test.yaml"))")
    }

    @Test(
        "each of its expectations can fail, at its own place",
        arguments: [
            ("phase: Pending", "phase: Firing", "8:34: phase Pending: divergent"),
            ("action: exec", "action: restart", "9:52: action exec"),
            ("Verifying, action: restart", "Held, action: restart", "10:34: phase Verifying (restart): restart done"),
            ("actions: 2", "actions: 3", "12:51: actions 2"),
            ("3m,    set", "4m,    set", "12:34: phase Verifying (restart): restart done"),
        ]
    )
    func places(good: String, bad: String, problem: String) throws {
        let text = TestFolder.webTest.replacing(good, with: bad)
        #expect(text != TestFolder.webTest)
        let folder = try TestFolder(["web.yaml": TestFolder.web, "web.test.yaml": text])
        let problems = folder.problems("web.test.yaml")
        #expect(problems.count == 1 && problems.allSatisfy { $0.hasPrefix("web.test.yaml:\(problem)") }, "\(problems)")
    }

    @Test("the trail of a failure tells what happened until then")
    func trail() throws {
        let text = TestFolder.webTest.replacing("actions: 2", with: "actions: 3")
        let folder = try TestFolder(["web.yaml": TestFolder.web, "web.test.yaml": text])
        let failure = try #require(folder.run("web.test.yaml").first?.failures.first)
        #expect(
            failure.trail.map { "\($0.at) \($0.subject)" } == [
                "0s set", "0s Pending", "5s Firing", "5s Unhealthy", "5s exec", "5s Verifying(exec)",
                "2m5s NotConverged",
                "2m5s Firing", "2m5s Unhealthy", "2m5s restart", "2m5s Verifying(restart)", "3m set", "3m30s Resolved",
            ]
        )
    }

    @Test("policies are found beside the test, and each problem of them fails it")
    func policies() throws {
        let folder = try TestFolder([
            "web.yaml": TestFolder.web, "bad.yaml": TestFolder.web.replacing("mode: Enforce", with: "mode: Enforced"),
            "tests/web.test.yaml": TestFolder.webTest.replacing("[web.yaml]", with: "[../web.yaml]"),
            "missing.test.yaml": TestFolder.webTest.replacing("[web.yaml]", with: "[web.yaml, wob.yaml]"),
            "bad.test.yaml": TestFolder.webTest.replacing("[web.yaml]", with: "[bad.yaml]"),
            "twice.test.yaml": TestFolder.webTest.replacing("[web.yaml]", with: "[web.yaml, ./web.yaml]"),
        ])
        #expect(folder.problems("tests/web.test.yaml") == [])
        #expect(
            folder.problems("missing.test.yaml") == [
                "missing.test.yaml:4:22: error: policies[1]: cannot read wob.yaml: no such file or directory"
            ]
        )
        let bad = folder.problems("bad.test.yaml")
        #expect(bad.count == 1 && bad[0].hasPrefix("bad.yaml:13:11: error: spec.remediation.mode: "), "\(bad)")
        let twice = folder.problems("twice.test.yaml")
        #expect(twice.count == 1 && twice[0].contains("already defined"), "\(twice)")
    }

    @Test("patterns and time zones are those of the operator")
    func edges() throws {
        let policy = """
            apiVersion: hemostat.dev/v1
            kind: HealthPolicy
            metadata: {name: web}
            spec:
              selector: {}
              expectations: [{name: quiet, logs: {absent: ["^panic: [a-z]+$", "(a+)+$"]}}]
              remediation:
                mode: Enforce
                steps: [{action: {restart: {}}}]
                windows: [{kind: Deny, schedule: "0 9 * * 1-5", duration: 8h, timeZone: Europe/Berlin}]
            """
        let test = """
            apiVersion: hemostat.dev/v1
            kind: PolicyTest
            metadata: {name: web}
            policies: [web.yaml]
            startsAt: "2026-03-30T06:30:00Z"
            containers: [{name: web-1}]
            timeline:
              - {at: 0s, set: {web-1: {log: "a panic: at 5"}}, expect: {web-1: {phase: None}}}
              - {at: 1s, set: {web-1: {log: "\(String(repeating: "a", count: 200))!"}}, expect: {web-1: {phase: None}}}
              - {at: 30m, set: {web-1: {log: "panic: now"}}}
              - {at: 30m, expect: {web-1: {reason: MaintenanceWindow, nextEligible: 8h30m}}}
            """
        let folder = try TestFolder(["web.yaml": policy, "web.test.yaml": test])
        #expect(folder.problems("web.test.yaml") == [])
    }

    @Test("coverage names what no test exercised, whichever way its file is named")
    func coverage() throws {
        let folder = try TestFolder([
            "web.yaml": TestFolder.web,
            "tests/web.test.yaml": TestFolder.webTest.replacing("[web.yaml]", with: "[../web.yaml]"),
            "other.yaml": YAMLText.policy("other"),
        ])
        var runner = PolicyTestRunner()
        for document in PolicyTestLoader.load(paths: ["\(folder.directory.path)/tests/web.test.yaml"]) {
            #expect(runner.run(document).hasPassed)
        }
        let covered = runner.coverage(including: [folder.directory.path])
        #expect(covered.map { "\($0.report.policy) \($0.tests)" }.sorted() == ["other 0", "web 1"])
        let web = try #require(covered.first { $0.report.policy == "web" }?.report)
        #expect(web.expectations.missed == ["up", "cpu", "ping"])
        #expect(web.steps.all == ["1 exec", "2 restart"] && web.steps.missed == [])
        #expect(web.gates.missed == ["HumanIntent", "Cooldown", "ActionBudget", "CircuitBreaker"])
        let other = try #require(covered.first { $0.report.policy == "other" }?.report)
        #expect(other.expectations.missed == ["up"] && other.gates.missed == ["PolicyMode"] && other.steps.all == [])
    }
}
