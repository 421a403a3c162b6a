import Testing

@testable import HemoStatCore

@Suite("RemediationAction.sentence")
struct ActionSentenceTests {
    @Test(
        "says what exactly would be done",
        arguments: [
            (Given.restart, "restart it (10s to stop)"), (.start, "start it"),
            (.stop(.init(timeout: .minutes(1))), "stop it (1m to end)"), (.unpause, "unpause it"),
            (.signal(.init(name: "HUP")), "send it the signal HUP"),
            (
                .exec(.init(command: ["nginx", "-s", "re\"load"], timeout: .seconds(5))),
                #"run ["nginx","-s","re\"load"] in it (5s at most)"#
            ), (.scaleUp(.init(by: 1, max: 5)), "scale its service up by 1, to at most 5"),
            (.scaleDown(.init(by: 2, min: 1)), "scale its service down by 2, to at least 1"),
            (
                .cleanup(.init(stoppedContainers: true, danglingImages: true, volumes: true)),
                "remove stopped containers with their anonymous volumes and dangling images of its Compose project and "
                    + "service"
            ), (.cleanup(.init(danglingImages: true)), "remove dangling images of its Compose project and service"),
            (
                .updateResources(.init(memory: ByteQuantity(bytes: 1 << 29), cpus: 1.5)),
                "set its limits to 512Mi of memory and 1.5 CPUs"
            ), (.updateResources(.init(cpus: 2)), "set its limits to 2 CPUs"),
            (.recreate, "put a new container of the same configuration in its place"), (.none, "do nothing and wait"),
        ] as [(RemediationAction, String)]
    )
    func sentences(action: RemediationAction, expected: String) {
        #expect(action.sentence == expected)
        let policy = Given.policy {
            $0.remediation.mode = .dryRun
            $0.remediation.steps = [RemediationStep(action: action)]
        }
        let picture = HostPicture(members: [Given.sick("web-1")])
        let result = DryRunGate.evaluate(Given.gateInput("web-1", in: picture, policy: policy))
        #expect(result.denial?.message == "would \(expected); the mode is DryRun")
        #expect(result.inputs == ["mode": "DryRun", "cap": "Enforce", "action": expected])
        let verdict = Gates.judge(Given.gateInput("web-1", in: picture, policy: policy))
        #expect(verdict.results.last?.denial?.reason == "DryRun", "it is asked last, whatever the action")
    }

    @Test("a command of any length stays a sentence, in one line")
    func long() {
        let action = RemediationAction.exec(.init(command: ["sh", String(repeating: "ä\n", count: 10_000)]))
        #expect(action.sentence.utf8.count < 400)
        #expect(action.sentence.unicodeScalars.allSatisfy { $0.value >= 32 })
    }
}
