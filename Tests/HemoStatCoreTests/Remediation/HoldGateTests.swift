import Testing

@testable import HemoStatCore

@Suite("HoldGate")
struct HoldGateTests {
    private static let selectsWeb = ContainerSelector(matchNames: ["web-*"])

    private func hold(
        _ name: String = "upgrade",
        until seconds: Double,
        _ selector: ContainerSelector = HoldGateTests.selectsWeb
    ) -> Hold {
        Hold(
            metadata: ObjectMeta(name: name),
            spec: .init(selector: selector, owner: "alice", reason: "new disks", expiresAt: Given.at(seconds))
        )
    }

    private func result(_ holds: [Hold], at seconds: Double = 1, isGone: Bool = false) -> GateResult {
        let picture = HostPicture(members: [Given.sick("web-1")])
        return HoldGate.evaluate(
            Given.gateInput("web-1", in: picture, at: seconds) {
                $0.holds = holds
                if isGone { $0.container = nil }
            }
        )
    }

    @Test(
        "a hold denies until the very instant it expires, on what it selects",
        arguments: [
            (10, 1, ContainerSelector(matchNames: ["web-*"]), true), (10, 9.999, ContainerSelector(), true),
            (10, 10, ContainerSelector(), false), (10, 11, ContainerSelector(), false),
            (10, 1, ContainerSelector(matchNames: ["db-*"]), false),
            (10, 1, ContainerSelector(exclude: .init(matchNames: ["web-1"])), false),
            (10, 1, ContainerSelector(matchHosts: ["west"]), false),
        ] as [(Double, Double, ContainerSelector, Bool)]
    )
    func table(until end: Double, at seconds: Double, selector: ContainerSelector, isDenied: Bool) {
        let result = result([hold(until: end, selector)], at: seconds)
        #expect((result.denial != nil) == isDenied)
        #expect(result.denial?.nextEligible == (isDenied ? Given.at(end) : nil))
        #expect(result.denial.map { $0.reason == "Hold" } ?? true)
    }

    @Test("of several the last to end counts and is named; those of other containers do not")
    func several() {
        let holds = [
            hold("short", until: 5), hold("long", until: 50), hold("long-too", until: 50),
            hold("others", until: 99, ContainerSelector(matchNames: ["db-*"])),
        ]
        let result = result(holds)
        let end = Given.at(50)
        #expect(result.denial?.nextEligible == end)
        #expect(result.denial?.message == "hold long of alice until \(end): new disks (and 2 more)")
        #expect(result.inputs["container"] == "web-1")
        #expect(
            result.inputs["holds"] == "long until \(end), long-too until \(end), short until \(Given.at(5))"
        )
        #expect(self.result(holds.reversed()) == result, "in whatever order they come")
    }

    @Test("without holds it allows; of a container that is gone nobody knows, so any hold denies")
    func closed() {
        #expect(result([]).inputs == ["holds": "none"])
        #expect(result([hold(until: 10)], isGone: true).denial?.reason == "Hold")
        #expect(result([hold(until: 10)], at: 10, isGone: true).denial == nil)
    }
}
