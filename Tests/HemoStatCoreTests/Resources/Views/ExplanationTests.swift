import Testing

@testable import HemoStatCore

@Suite struct ExplanationTests {
    @Test(
        "a field with fields, word by word",
        arguments: ["healthpolicy", "HealthPolicies", "hp", "healthpolicies.hemostat.dev"]
    )
    func budget(kind: String) throws {
        let text = try Explanation("\(kind).spec.remediation.budget").text
        #expect(
            text == """
                GROUP:      hemostat.dev
                KIND:       HealthPolicy
                VERSION:    v1

                FIELD: budget <Object>


                DESCRIPTION:
                    How many actions any window of time may see.

                FIELDS:
                  actions\t<integer>
                    How many actions. An integer from 1 to 1000. Defaults to 3.

                  within\t<string>
                    In any window this long. A duration of at least 1s. Defaults to 1h.

                """
        )
    }

    @Test("the words of a choice stand below its head")
    func choice() throws {
        #expect(
            try Explanation("healthpolicy.spec.remediation.mode").text == """
                GROUP:      hemostat.dev
                KIND:       HealthPolicy
                VERSION:    v1

                FIELD: mode <string>
                ENUM:
                    Observe
                    DryRun
                    Approve
                    Enforce

                DESCRIPTION:
                    How far it may go. Defaults to Observe.

                """
        )
    }

    @Test("recursively: names and types only")
    func recursive() throws {
        #expect(
            try Explanation("hold.spec.selector.matchExpressions", isRecursive: true).text == """
                GROUP:      hemostat.dev
                KIND:       Hold
                VERSION:    v1

                FIELD: matchExpressions <[]Object>


                DESCRIPTION:
                    On labels; all must hold. `values` for In and NotIn, and only for them.

                FIELDS:
                  key\t<string> -required-
                  operator\t<string> -required-
                  enum: In, NotIn, Exists, DoesNotExist
                  values\t<[]string>

                """
        )
        let whole = try Explanation("hp", isRecursive: true).text
        #expect(whole.contains("\n      budget\t<Object>\n        actions\t<integer>\n        within\t<string>\n"))
    }

    @Test(
        "types as kubectl prints them",
        arguments: [
            ("hp.spec.suspend", "boolean"), ("hp.spec.priority", "integer"),
            ("hp.spec.analysis.minimumConfidence", "number"),
            ("hp.spec.startupGrace", "string"), ("hp.spec.expectations", "[]Object"),
            ("hp.spec.selector.matchNames", "[]string"),
            ("hp.spec.selector.matchLabels", "map[string]string"),
            ("hp.spec.remediation.disruption.maxUnavailable", "IntOrString"),
            ("hp.spec.expectations.memoryBytes.below", "Quantity"), ("hp.spec.expectations.exitCode.in", "[]integer"),
            ("policytest.timeline.set", "map[string]Object"),
        ]
    )
    func types(path: String, type: String) throws {
        let name = path.split(separator: ".").last ?? ""
        #expect(try Explanation(path).text.contains("\nFIELD: \(name) <\(type)>\n"))
    }

    @Test("items of lists and values of maps have no place in a path; an index may stand there")
    func paths() throws {
        let plain = try Explanation("healthpolicy.spec.expectations.http.url").text
        #expect(try Explanation("healthpolicy.spec.expectations[0].http.url").text == plain)
        #expect(try Explanation("policytest.timeline.set.health").text.contains("FIELD: health <string>\nENUM:\n"))
    }

    @Test("every field of every kind is explained, in at most 80 columns, and listed below its parent")
    func everyField() throws {
        for kind in ResourceSchemas.all {
            for (path, field) in SchemaSamples.fields(of: kind) {
                let text = try Explanation(path).text
                let head = "FIELD: \(field.name) <\(field.type.kubectlName)>"
                #expect(text.split(separator: "\n").contains { $0 == head }, "\(path)")
                for line in text.split(separator: "\n") where !line.contains("\t") {
                    #expect(line.count <= 80, "\(path): \(line)")
                }
                let parent = path.split(separator: ".").dropLast().joined(separator: ".")
                #expect(
                    try Explanation(parent).text.contains("\n  \(field.name)\t<\(field.type.kubectlName)>"),
                    "\(path)"
                )
            }
        }
    }

    @Test("every description is made of sentences")
    func sentences() {
        for (path, field) in ResourceSchemas.all.flatMap(SchemaSamples.fields) {
            #expect(field.description.hasSuffix(".") && !field.description.hasSuffix(".."), "\(path)")
            #expect(!field.description.contains("  "), "\(path)")
        }
    }

    @Test(
        "what cannot be explained says what was meant",
        arguments: [
            ("healthpolcy.spec", #"no kind is named "healthpolcy"; did you mean "healthpolicy"?"#),
            (
                "pod",
                #"no kind is named "pod"; there are healthpolicy, dockerhost, alertroute, hold, gitsource, container, "#
                    + "remediation, event, lease, policytest"
            ),
            ("hp.spec.remediation.budgt", #"hp.spec.remediation has no field "budgt"; did you mean "budget"?"#),
            ("hold.spec.x", #"hold.spec has no field "x"; it has selector, owner, reason, expiresAt"#),
            ("hp.spec.suspend.x", #"hp.spec.suspend is <boolean> and has no field "x""#),
            (
                "hp.spec.selector.matchLabels.x",
                #"hp.spec.selector.matchLabels is <map[string]string> and has no field "x""#
            ),
            (
                "hp.spec.remediation.steps.action.start.x",
                #"hp.spec.remediation.steps.action.start is always {} and has no field "x""#
            ),
            ("hp.", #"hp has no field ""; it has apiVersion, kind, metadata, spec, status"#),
            ("", #"no kind is named ""; "#),
            ("\u{1B}[31m", #"no kind is named "\u{1B}[31m"; "#),
        ]
    )
    func refused(path: String, sentence: String) {
        let error = #expect(throws: ExplanationError.self) { try Explanation(path) }
        #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
    }
}
