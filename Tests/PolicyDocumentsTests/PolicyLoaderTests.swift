import HemoStatCore
import Testing

@testable import PolicyDocuments

@Suite struct PolicyLoaderTests {
    private static func problems(_ text: String, file: String = "f.yaml") -> [String] {
        YAMLText.load(text, file: file).diagnostics.map(YAMLText.brief)
    }

    private static let supported =
        "supported: HealthPolicy, DockerHost, AlertRoute, Hold, GitSource, List (hemostat.dev/v1)"

    @Test("reads a policy from YAML and the same from JSON")
    func yamlAndJSON() throws {
        let json = """
            {"apiVersion": "hemostat.dev/v1", "kind": "HealthPolicy", "metadata": {"name": "a"},
             "spec": {"selector": {}, "expectations": [{"name": "up", "state": {"is": "Running"}}]}}
            """
        let yaml = YAMLText.load(YAMLText.policy("a"))
        #expect(yaml.diagnostics == [])
        #expect(yaml.policies.map(\.name) == ["a"])
        #expect(yaml.loaded.first?.position.description == "f.yaml:3:18")
        #expect(YAMLText.load(json).policies == yaml.policies)
    }

    @Test("says every problem of a document at its place")
    func everyProblem() {
        let text = """
            apiVersion: hemostat.dev/v1
            kind: HealthPolicy
            metadata:
              name: Web
              labels: {team: "a b", -x: y}
            spec:
              suspend: yes
              priority: 1.5
              selector:
                matchNames: web-*
                matchLabels: {tier: 1}
              startupGrace: 30
              expectations:
                - name: up
                  state: {is: running}
                - name: up
                  health: {is: Healthy}
                  cpu: {below: 85%}
                - name: mem
                  memory: {below: 0.85}
                  for: 10ms
                  sevrity: High
                - name: exit
                  exitCode: {in: [0, 256]}
              analysis:
              remediation:
                mode: Enforce
                budget: {actions: 0}
                verify: {stableFor: 5m}
                cooldwon: 5m
            """
        let load = YAMLText.load(text)
        #expect(load.policies == [])
        #expect(load.refused.map(\.name) == ["Web"])
        #expect(
            load.diagnostics.map(YAMLText.brief) == [
                "4:9: metadata.name: expected a name of at most 253 lowercase letters, digits, inner hyphens and dots,"
                    + " found \"Web\"",
                "5:18: metadata.labels.team: expected a label value of at most 63 letters, digits and inner - _ .,"
                    + " found \"a b\"",
                "5:25: metadata.labels.-x: expected a label key such as team or example.com/team, found key \"-x\"",
                "7:12: spec.suspend: expected true or false, found \"yes\"; write true",
                "8:13: spec.priority: expected an integer from -1000000 to 1000000, found 1.5",
                "10:17: spec.selector.matchNames: expected a list, found \"web-*\"; write [\"web-*\"]",
                "11:25: spec.selector.matchLabels.tier: expected text of at most 64 KiB, found 1; quote it to make it text",
                "12:17: spec.startupGrace: expected a duration such as 5m, found 30; write 30s",
                "15:19: spec.expectations[0].state.is: expected one of Running, Exited, Paused, Absent, found \"running\";"
                    + " did you mean \"Running\"?",
                "16:13: spec.expectations[1].name: \"up\" is already the name of spec.expectations[0]",
                "18:7: spec.expectations[1]: expected exactly one check, found 2: health, cpu",
                "20:23: spec.expectations[2].memory.below: expected a percentage from \"0.01%\" to \"100%\", found 0.85; write \"85%\"",
                "21:12: spec.expectations[2].for: memory is sampled every 1s: expected 0s or at least 1s, found 10ms",
                "22:7: spec.expectations[2].sevrity: unknown field \"sevrity\"; did you mean \"severity\"?",
                "24:26: spec.expectations[3].exitCode.in[1]: expected an integer from 0 to 255, found 256",
                "25:12: spec.analysis: expected an object, found nothing; write {} for an empty one",
                "27:5: spec.remediation.steps: mode Enforce needs at least one step, found none",
                "28:23: spec.remediation.budget.actions: expected an integer from 1 to 1000, found 0",
                "29:13: spec.remediation.verify.timeout: expected at least stableFor (5m), found 2m",
                "30:5: spec.remediation.cooldwon: unknown field \"cooldwon\"; did you mean \"cooldown\"?",
            ]
        )
    }

    @Test("problems of the YAML and of the schema come together, none twice")
    func bothKinds() {
        let text = YAMLText.policy("a") + "  priority: .nan\n  suspend: 5\n  suspend: true\n  80: x\n"
        #expect(
            Self.problems(text) == [
                "7:13: spec.priority: .nan is no JSON number; quote it to make it text",
                "8:12: spec.suspend: expected true or false, found 5",
                "9:3: spec.suspend: \"suspend\" is already given in line 8",
                "10:3: spec: expected a text as key, found 80; quote it",
            ]
        )
    }

    @Test("a problem of the YAML alone refuses the document too")
    func yamlProblemRefuses() {
        let load = YAMLText.load(YAMLText.policy("a") + "  suspend: false\n  suspend: true\n")
        #expect(load.policies == [])
        #expect(load.refused.map(\.name) == ["a"])
    }

    @Test("a bad document never stops the others")
    func others() {
        let bad = "kind: [\n"
        let load = YAMLText.load(
            [YAMLText.policy("a"), bad, YAMLText.policy("b"), "spec: 5\n"].joined(separator: "---\n")
        )
        #expect(load.policies.map(\.name) == ["a", "b"])
        #expect(load.refused.map(\.position?.line) == [7, 17])
        #expect(load.hasErrors)
    }

    @Test(
        "kinds and versions nobody knows",
        arguments: [
            (
                "apiVersion: hemostat.dev/v1\nkind: HealthPolcy\n",
                "2:7: kind: unknown kind \"HealthPolcy\"; did you mean \"HealthPolicy\"?"
            ),
            (
                "apiVersion: v1\nkind: ConfigMap\n",
                "2:7: kind: unknown kind \"ConfigMap\"; \(Self.supported)"
            ),
            (
                "apiVersion: hemostat.dev/v2\nkind: HealthPolicy\n",
                "1:13: apiVersion: expected \"hemostat.dev/v1\" for kind HealthPolicy, found \"hemostat.dev/v2\""
            ),
            (
                "apiVersion: apps/v1\nkind: List\n",
                "1:13: apiVersion: expected \"v1\" or \"hemostat.dev/v1\" for kind List, found \"apps/v1\""
            ),
            (
                "kind: HealthPolicy\n",
                "1:1: apiVersion: required field is missing; \(Self.supported)"
            ),
            (
                "apiVersion: hemostat.dev/v1\n",
                "1:1: kind: required field is missing; \(Self.supported)"
            ),
            (
                "apiVersion: 1\nkind: 5\n",
                "2:7: kind: unknown kind 5; \(Self.supported)"
            ),
            ("just text\n", "1:1: expected an object with apiVersion and kind, found \"just text\""),
            ("- a\n", "1:1: expected an object with apiVersion and kind, found a list"),
            ("{}\n", "1:1: kind: required field is missing; \(Self.supported)"),
        ]
    )
    func dispatch(text: String, problem: String) { #expect(Self.problems(text) == [problem]) }

    @Test("lists hold documents, each judged by itself", arguments: ["v1/List", "hemostat.dev/v1/HealthPolicyList"])
    func lists(name: String) {
        let parts = name.split(separator: "/")
        let good =
            "{apiVersion: hemostat.dev/v1, kind: HealthPolicy, metadata: {name: NAME}, spec: {selector: {},"
            + " expectations: [{name: up, state: {is: Running}}]}}"
        let text = """
            apiVersion: \(parts.dropLast().joined(separator: "/"))
            kind: \(parts.last ?? "")
            metadata: {resourceVersion: ""}
            items:
              - \(good.replacing("NAME", with: "a"))
              - {apiVersion: hemostat.dev/v1, kind: HealthPolicy, metadata: {name: b}, spec: {selector: .inf}}
              - null
              - \(good.replacing("NAME", with: "c"))
            """
        let load = YAMLText.load(text)
        #expect(load.policies.map(\.name) == ["a", "c"])
        #expect(load.refused.map(\.name) == ["b", nil])
        #expect(
            load.diagnostics.map(YAMLText.brief) == [
                "6:82: items[1].spec.expectations: required field is missing: what must hold: named, each exactly one check",
                "6:93: items[1].spec.selector: .inf is no JSON number; quote it to make it text",
                "7:5: items[2]: expected an object with apiVersion and kind, found nothing",
            ]
        )
    }

    @Test("a list must have items and nothing else of its own")
    func listFields() {
        #expect(
            Self.problems("apiVersion: v1\nkind: List\nitem: []\n") == [
                "1:1: items: expected a list of documents, found nothing",
                "3:1: item: unknown field \"item\"; known here: apiVersion, kind, metadata, items",
            ]
        )
        #expect(
            Self.problems("apiVersion: v1\nkind: List\nitems: {}\nkind: List\n") == [
                "3:8: items: expected a list of documents, found an object",
                "4:1: kind: \"kind\" is already given in line 2",
            ]
        )
        #expect(Self.problems("apiVersion: v1\nkind: List\nitems: []\n") == [])
    }

    @Test("a name is given once: both places are named")
    func duplicateNames() {
        var load = YAMLText.load(YAMLText.policy("a") + "---\n" + YAMLText.policy("a"), file: "one.yaml")
        #expect(load.policies.count == 1)
        load.merge(YAMLText.load(YAMLText.policy("b") + "---\n" + YAMLText.policy("a"), file: "two.yaml"))
        #expect(load.policies.map(\.name) == ["a", "b"])
        #expect(load.refused.map(\.file) == ["one.yaml", "two.yaml"])
        #expect(
            load.diagnostics.map(\.description) == [
                "one.yaml:10:18: error: metadata.name: HealthPolicy \"a\" is already defined at one.yaml:3:18",
                "two.yaml:10:18: error: metadata.name: HealthPolicy \"a\" is already defined at one.yaml:3:18",
            ]
        )
    }

    @Test("policy tests are read where they belong, refused where they do not")
    func policyTests() {
        let text = """
            apiVersion: hemostat.dev/v1
            kind: PolicyTest
            metadata: {name: web}
            policies: [web.yaml]
            containers: [{name: web-1}]
            timeline: [{at: 0s, expect: {web-1: {phase: None}}}]
            """
        let load = YAMLText.load(text, file: "web.test.yaml")
        #expect(load.diagnostics == [])
        #expect(load.others.map { "\($0.kind)/\($0.name)" } == ["PolicyTest/web"])
        #expect(Self.problems(text, file: "web.yaml") == ["1:1: a PolicyTest belongs in a file named *.test.yaml"])
    }

    @Test("a file without documents gets a warning")
    func empty() {
        let load = YAMLText.load("# nothing yet\n")
        #expect(load.diagnostics.map(\.description) == ["f.yaml:1:1: warning: there is no document in this file"])
        #expect(!load.hasErrors)
    }

    @Test("aliases work in policies, and a problem in one points at what is written")
    func aliases() {
        let text = """
            apiVersion: hemostat.dev/v1
            kind: HealthPolicy
            metadata: {name: a}
            spec:
              selector: {}
              expectations:
                - {name: cpu, cpu: &limit {below: 85}}
                - {name: memory, memory: *limit}
            """
        #expect(
            Self.problems(text) == [
                "7:39: spec.expectations[0].cpu.below: expected a percentage from \"0.01%\" to \"100%\", found 85; write \"85%\"",
                "7:39: spec.expectations[1].memory.below: expected a percentage from \"0.01%\" to \"100%\", found 85; write \"85%\"",
            ]
        )
    }
}
