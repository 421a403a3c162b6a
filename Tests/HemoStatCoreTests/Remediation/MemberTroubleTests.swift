import Testing

@testable import HemoStatCore

/// Which containers the storm brake counts as diverged.
@Suite("HostPicture.Member")
struct MemberTroubleTests {
    private typealias Member = HostPicture.Member

    /// Down, with what its events told of the end.
    private static func down(
        _ code: Int,
        _ events: [(Double, ContainerEvent.Action)],
        _ change: (inout Member) -> Void = { _ in }
    ) -> Member {
        Given.member("web-1") {
            $0.container.status = .exited
            $0.container.exitCode = code
            $0.container.stop = Given.stopped(by: events)
            $0.isDiverged = true
            change(&$0)
        }
    }

    private static let stopEvents: [(Double, ContainerEvent.Action)] = [
        (0, .kill(signal: 15)), (0, .die(exitCode: 143)), (0, .stop),
    ]

    private static let cases: [(String, Member, Bool)] = [
        ("well", Given.member("web-1"), false),
        ("unmet, however short", Given.member("web-1") { $0.isDiverged = true }, true),
        ("not under Enforce", Given.sick("web-1") { $0.isEnforced = false }, false),
        ("fired", Given.sick("web-1"), true),
        ("being healed", Given.sick("web-1", .remediating), true),
        (
            "started again after an action, nothing known yet",
            Given.sick("web-1", .verifying) { ($0.isDiverged, $0.container.health) = (false, .starting) }, true
        ),
        (
            "healed, has to prove it",
            Given.sick("web-1", .verifying) {
                $0.isDiverged = false
                $0.episode?.metSince = Given.zero
            }, false
        ),
        ("resolved", Given.sick("web-1", .resolved) { $0.isDiverged = false }, false),
        ("superseded", Given.sick("web-1", .superseded) { $0.isDiverged = false }, false),
        ("resolved, and unmet again", Given.sick("web-1", .resolved), true),
        ("pending only, met again", Given.member("web-1") { $0.episode = Given.episode(phase: .pending) }, false),
        ("held by a gate", Given.sick("web-1", .held, reason: "ActionBudget"), true),
        ("held by the brake itself", Given.sick("web-1", .held, reason: "StormBrake"), true),
        ("waits for a person's approval", Given.sick("web-1", .awaitingApproval, reason: "Approval"), true),
        ("escalated", Given.sick("web-1", .escalated, reason: "StepsExhausted"), true),
        ("a false alarm, met", Given.sick("web-1", .falseAlarm) { $0.isDiverged = false }, false),
        ("a false alarm, unmet", Given.sick("web-1", .falseAlarm), true),
        ("held: a person's doing", Given.sick("web-1", .held, reason: "HumanIntent"), false),
        ("held: its work is done", Given.sick("web-1", .held, reason: "Completed"), false),
        ("held: perhaps a person's doing", Given.sick("web-1", .held, reason: "IntentUnknown"), false),
        ("held: somebody else is at it", Given.sick("web-1", .held, reason: "Contested"), false),
        ("held: on hold", Given.sick("web-1", .held, reason: "Hold"), false),
        ("stopped by a person, nothing fired yet", down(143, stopEvents), false),
        (
            "stopped by a person after it escalated",
            down(143, stopEvents) { $0.episode = Given.trouble($0, .escalated) }, false
        ),
        ("exited with 0", down(0, [(0, .die(exitCode: 0))]), false),
        ("killed, and nobody saw by whom", down(137, []), false),
        ("crashed", down(1, [(0, .die(exitCode: 1))]), true),
        (
            "killed for memory", down(137, [(0, .oom), (0, .die(exitCode: 137))]) { $0.container.oomKilled = true },
            true
        ),
        (
            "stopped by our own action",
            down(143, stopEvents) {
                $0.episode = Given.trouble($0, .remediating) { $0.intents = [Given.intent(at: -0.5)] }
            }, true
        ),
        (
            "being stopped by a person",
            Given.sick("web-1") {
                $0.episode = nil
                $0.container.stop = Given.stopped(by: [(0, .kill(signal: 15))])
            }, false
        ),
        (
            "asked to stop long ago, and it did not",
            Given.sick("web-1") { $0.container.stop = Given.stopped(by: [(-600, .kill(signal: 15))]) }, true
        ),
        (
            "renamed just now: somebody may be replacing it",
            Given.sick("web-1") { $0.container.stop = Given.stopped(by: [(-1, .rename)]) }, false
        ),
        (
            "contested, in whatever phase",
            Given.sick("web-1") {
                $0.episode?.contest = Contest(
                    since: Given.zero,
                    lastDeedAt: Given.zero,
                    policies: "",
                    message: "two pull"
                )
            }, false
        ),
        ("paused by hand", Given.member("web-1") { ($0.container.status, $0.isDiverged) = (.paused, true) }, false),
        ("paused, and a policy would unpause it", Given.sick("web-1") { $0.container.status = .paused }, true),
        (
            "created, not started yet",
            Given.member("web-1") { ($0.container.status, $0.isDiverged) = (.created, true) }, false
        ),
        ("being removed", Given.member("web-1") { ($0.container.status, $0.isDiverged) = (.removing, true) }, false),
        (
            "restarting over and over",
            Given.member("web-1") { ($0.container.status, $0.isDiverged) = (.restarting, true) }, true
        ),
    ]

    @Test("counts what is in trouble under Enforce and left to nobody", arguments: MemberTroubleTests.cases.map(\.0))
    func counts(name: String) throws {
        let (_, member, expected) = try #require(Self.cases.first { $0.0 == name })
        #expect(member.countsAsDiverged(at: Given.zero) == expected)
    }

    @Test("a hold takes a container out of the count for as long as it is in force")
    func hold() {
        let hold = Hold(
            metadata: ObjectMeta(name: "h"),
            spec: .init(selector: ContainerSelector(), owner: "a", reason: "b", expiresAt: Given.at(10))
        )
        let member = Given.sick("web-1")
        #expect(!member.countsAsDiverged(at: Given.at(9.999), holds: [hold]))
        #expect(member.countsAsDiverged(at: Given.at(10), holds: [hold]))
    }

    @Test(
        "serves: running, neither unhealthy nor starting",
        arguments: [
            (.running, .healthy, true), (.running, .none, true), (.running, .starting, false),
            (.running, .unhealthy, false), (.paused, .healthy, false), (.exited, .none, false),
            (.restarting, .none, false), (.created, .none, false), (.unknown, .healthy, false),
        ] as [(ContainerStatus, ContainerHealth, Bool)]
    )
    func serves(status: ContainerStatus, health: ContainerHealth, expected: Bool) {
        let member = Given.member("web-1") { ($0.container.status, $0.container.health) = (status, health) }
        #expect(member.serves == expected)
    }
}
