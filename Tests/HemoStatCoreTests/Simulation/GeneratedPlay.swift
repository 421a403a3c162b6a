@testable import HemoStatCore

/// A random policy test whose expectations look at everything and are wrong, so that its failures tell all that happened.
struct GeneratedPlay {
    private(set) var play: Play
    private var random: SplitMix

    private static let checks: [(String, Check)] = [
        ("up", .state(.init(is: .running))), ("healthy", .health(.init(is: .healthy))),
        ("cpu", .cpu(.init(below: Percentage(85)))), ("memory", .memory(.init(below: Percentage(80)))),
        ("receive", .network(.init(receiveBelow: ByteQuantity(bytes: 1000)))), ("oom", .oomKilled(.init())),
        ("ping", .tcp(.init(port: 80, probe: ProbeSchedule(every: .seconds(7), failures: 2)))),
        ("loop", .restarts(.init(atMost: 2))), ("quiet", .logs(.init(absent: ["panic"], within: .minutes(2)))),
    ]

    init(seed: Int) {
        random = SplitMix(seed: seed)
        play = Play([], [Play.container("web-1"), Play.container("web-2") { $0.restartPolicy = "always" }])
        play.policies = [policy("a"), policy("b")]
        var at: Int64 = 0
        for _ in 0..<20 {
            at += random.pick([0, 100, 1000, 2500, 10_000, 45_000, 90_000, 240_000])
            var moment = TestMoment(at: .milliseconds(at))
            for name in ["web-1", "web-2"] where random.chance(70) {
                moment.set = (moment.set ?? [:]).merging([name: change()]) { $1 }
            }
            var all = TestExpectation()
            (all.phase, all.reason, all.action, all.actions) = (.diagnosed, "?", "?", -1)
            (all.policy, all.step, all.firing, all.state) = ("?", -1, ["?"], .dead)
            all.nextEligible = .milliseconds(1)
            moment.expect = ["web-1": all, "web-2": all]
            play.test.timeline.append(moment)
        }
    }

    private mutating func policy(_ name: String) -> HealthPolicy {
        var expectations: [Expectation] = []
        for (name, check) in Self.checks where random.chance(60) {
            let span = random.pick([PolicyDuration.zero, .seconds(1), .seconds(20), .minutes(1), .minutes(2)])
            let kept = random.pick([PolicyDuration.zero, .zero, .seconds(40)])
            // No shorter than the period, as the schema wants.
            let isShort = check.period.map { span < $0 } ?? false
            expectations.append(
                Expectation(name: name, check: check, sustainedFor: isShort ? .zero : span, keepFiringFor: kept)
            )
        }
        if expectations.isEmpty { expectations = [Given.up] }
        let grace = random.pick([PolicyDuration.zero, .zero, .seconds(15)])
        let cooldown = random.pick([PolicyDuration.zero, .minutes(1), .minutes(5)])
        let priority = random.pick([0, 1])
        let attempts = random.pick([1, 2, 3])
        let mode = random.pick([RemediationMode.enforce, .enforce, .enforce, .approve, .dryRun])
        return Given.policy(name, expectations) {
            $0.startupGrace = grace
            $0.priority = priority
            $0.remediation.mode = mode
            $0.remediation.cooldown = cooldown
            $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: attempts)]
            $0.remediation.budget = .init(actions: 4, within: .minutes(15))
        }
    }

    private mutating func change() -> TestChange {
        var change = TestChange()
        switch random.next() % 12 {
        case 0: change.state = random.pick([.exited, .running, .running, .paused, .restarting])
        case 1: (change.state, change.by) = (random.pick([.exited, .running]), .person)
        case 2: (change.state, change.oomKilled) = (.exited, true)
        case 3: change.restarts = random.pick([1, 3])
        case 4: change.log = random.pick(["panic", "fine"])
        case 5: change.reachable = random.pick([true, true, false])
        case 6: change.probes = play.test.timeline.isEmpty ? nil : answers()
        case 7: change.health = random.pick([.healthy, .unhealthy, .starting])
        case 8: change.memory = Percentage(random.pick([10, 80, 95]))
        case 9: change.network = .init(receive: ByteQuantity(bytes: random.pick([0, 5000])))
        case 10: change.state = .running
        default: change.cpu = Percentage(random.pick([10, 90, 99]))
        }
        return change
    }

    private mutating func answers() -> [String: TestChange.ProbeAnswer]? {
        let hasProbe = play.policies.contains { $0.spec.expectations.contains { $0.name == "ping" } }
        return hasProbe ? ["ping": random.pick([.passing, .failing, .failing, .unreachable])] : nil
    }
}
