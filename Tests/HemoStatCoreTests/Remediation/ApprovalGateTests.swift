import Testing

@testable import HemoStatCore

@Suite("ApprovalGate")
struct ApprovalGateTests {
    private func approval(at seconds: Double = 0, _ change: (inout Approval) -> Void = { _ in }) -> Approval {
        var approval = Approval(
            episode: "default/web-1/0",
            policy: "web",
            policyGeneration: 1,
            step: 0,
            startedAt: Given.at(-3600),
            isApproved: true,
            by: "alice",
            at: Given.at(seconds)
        )
        change(&approval)
        return approval
    }

    private func result(
        _ approval: Approval?,
        at seconds: Double = 1,
        mode: RemediationMode = .approve,
        _ change: (inout GateInput) -> Void = { _ in }
    ) -> GateResult {
        let policy = Given.policy { $0.remediation.mode = mode }
        let picture = HostPicture(members: [Given.sick("web-1")])
        return ApprovalGate.evaluate(
            Given.gateInput("web-1", in: picture, policy: policy, at: seconds) {
                $0.approval = approval
                change(&$0)
            }
        )
    }

    private static let request = "waits for a person to approve: restart it (10s to stop)"

    @Test("only mode Approve asks")
    func modes() {
        for mode in RemediationMode.allCases {
            #expect((result(nil, mode: mode).denial == nil) == (mode != .approve), "\(mode)")
        }
        #expect(result(nil).denial?.message == Self.request)
        #expect(result(nil).denial?.nextEligible == nil)
        #expect(result(nil).inputs["mode"] == "Approve")
    }

    @Test("a person's yes lets it through, and the trail names the person")
    func approved() {
        let result = result(approval())
        #expect(result.denial == nil)
        #expect(
            result.inputs == [
                "mode": "Approve", "policy": "web", "step": "0", "generation": "1",
                "startedAt": Given.at(-3600).description, "answer": "approved", "by": "alice",
                "at": Given.at(0).description,
            ]
        )
    }

    @Test(
        "an hour long, to the instant; one from the future is none",
        arguments: [
            (0, 3600, nil, nil), (0, 3600.000001, "is older than 1h", nil), (2, 0, nil, nil),
            (2.001, 0, "is dated in the future", 2.001), (90_000, 0, "is dated in the future", 90_000),
        ] as [(Double, Double, String?, Double?)]
    )
    func validity(given: Double, at seconds: Double, expected: String?, eligible: Double?) {
        let denial = result(approval(at: given), at: seconds).denial
        #expect(denial.map { $0.message.contains(expected ?? "?") } == expected.map { _ in true })
        #expect(denial.map { $0.message.hasSuffix(Self.request) } ?? true)
        #expect(denial?.nextEligible == eligible.map(Given.at))
        #expect(denial?.reason == expected.map { _ in "Approval" })
    }

    @Test("it binds episode, policy, generation, step and run: of anything else it says nothing")
    func binding() {
        let others: [((inout Approval) -> Void, String)] = [
            ({ $0.episode = "default/web-1/9" }, "another episode"), ({ $0.policy = "db" }, "policy db"),
            ({ $0.policyGeneration = 2 }, "another generation of the policy"),
            ({ $0.step = 1 }, "step 2, this is step 1"),
            ({ $0.startedAt = Given.at(-1) }, "another run of the container"),
            ({ $0.startedAt = nil }, "another run of the container"),
        ]
        for (change, word) in others {
            let result = result(approval(change))
            #expect(result.denial?.message == "the answer of alice is for \(word); \(Self.request)")
            #expect(result.denial?.reason == "Approval")
            // A no to something else is no no to this.
            let rejected = self.result(
                approval {
                    change(&$0)
                    $0.isApproved = false
                }
            )
            #expect(rejected.denial?.reason == "Approval")
        }
        #expect(result(approval()) { $0.container = nil }.denial != nil)
        #expect(result(approval { $0.startedAt = nil }) { $0.container?.startedAt = nil }.denial == nil)
    }

    @Test("what was said before a person resumed the episode counts no more, a no among it")
    func resumed() {
        for isApproved in [true, false] {
            let given = approval(at: 5) { $0.isApproved = isApproved }
            let before = result(given, at: 10) { $0.episode.resumedAt = Given.at(6) }
            #expect(before.denial?.reason == "Approval")
            #expect(before.denial?.message.hasSuffix(Self.request) == true)
            let after = result(given, at: 10) { $0.episode.resumedAt = Given.at(5) }
            #expect((after.denial == nil) == isApproved)
        }
    }

    @Test("a no is a no, however long ago")
    func rejected() {
        let denial = result(approval { $0.isApproved = false }, at: 90_000).denial
        #expect(denial?.reason == "Rejected")
        #expect(denial?.message == "alice rejected it")
        #expect(denial?.nextEligible == nil)
    }

    @Test("one yes is one action; one that never reached Docker does not use it up")
    func once() {
        func denial(_ change: (inout Intent) -> Void = { _ in }) -> GateResult.Denial? {
            result(approval(), at: 10) { $0.episode.intents = [Given.intent(at: 5, change)] }.denial
        }
        #expect(denial()?.message == "what alice approved is done; \(Self.request)")
        #expect(denial { $0.outcome = .failed("no") } != nil)
        #expect(denial { $0.outcome = .notDone("not reached") } == nil)
        #expect(denial { $0.step = 1 } == nil)
        #expect(denial { $0.policy = "db" } == nil)
        #expect(denial { $0.writtenAt = Given.at(-1) } == nil)
    }
}
