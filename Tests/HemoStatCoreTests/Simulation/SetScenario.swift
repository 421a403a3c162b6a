@testable import HemoStatCore

/// One small test a field of `set` and of `expect`, none of which may pass without it.
struct SetScenario: Sendable, CustomStringConvertible {
    let name: String
    let play: Play

    var description: String { name }

    init(
        _ name: String,
        _ expectation: Expectation? = nil,
        mode: RemediationMode = .enforce,
        _ build: (Play) -> Play
    ) {
        self.name = name
        let expectations = expectation.map { [$0] } ?? [Given.up, Given.healthy]
        play = build(Play([Given.policy("web", expectations) { $0.remediation.mode = mode }]))
    }

    private static func sampled(
        _ name: String,
        _ check: Check,
        _ change: @escaping (inout TestChange) -> Void
    ) -> SetScenario {
        SetScenario("set \(name)", Expectation(name: name, check: check, sustainedFor: .minutes(1))) { play in
            play.set("10s", "web-1", change)
                .expect("1m9s") { ($0.phase, $0.firing) = (.pending, []) }
                .expect("1m10s") { ($0.phase, $0.action, $0.firing) = (.verifying, "restart", []) }
                .expect("1m12s") { $0.firing = [name] }
        }
    }

    static let all: [SetScenario] = lifecycles + measured + told + judged

    private static let lifecycles = [
        SetScenario("set state") { play in
            play.set("1s") { $0.state = .exited }
                .expect("1s") { ($0.phase, $0.action, $0.actions, $0.state) = (.verifying, "restart", 1, .running) }
                .expect("32s") { ($0.phase, $0.firing) = (.resolved, []) }
        },
        SetScenario("set by") { play in
            play.set("1s") { ($0.state, $0.by) = (.exited, .person) }
                .expect("1h") { ($0.phase, $0.reason, $0.actions, $0.state) = (.held, "HumanIntent", 0, .exited) }
        },
        SetScenario("set by, of a start") { play in
            play.set("1s") { $0.health = .unhealthy }
                .expect("2m1s") { ($0.phase, $0.reason) = (.escalated, "StepsExhausted") }
                .set("3m") { ($0.state, $0.by) = (.running, .person) }
                .expect("3m") { ($0.phase, $0.reason, $0.nextEligible) = (.held, "Cooldown", .seconds(421)) }
        },
        SetScenario("set exitCode") { play in
            play.set("1s") { ($0.state, $0.exitCode) = (.exited, 0) }
                .expect("1h") { ($0.phase, $0.reason, $0.action) = (.held, "Completed", "none") }
        },
        SetScenario("set oomKilled", Expectation(name: "oom", check: .oomKilled(.init())), mode: .dryRun) { play in
            play.set("1s") { ($0.state, $0.oomKilled) = (.exited, true) }
                .expect("1s") { ($0.phase, $0.reason, $0.firing, $0.state) = (.held, "DryRun", ["oom"], .exited) }
        },
        SetScenario("set oomKilled of a child", Expectation(name: "oom", check: .oomKilled(.init()))) { play in
            play.set("1s") { $0.oomKilled = true }.expect("4s") { $0.actions = 1 }
        },
        SetScenario("set health") { play in
            play.set("1s") { $0.health = .unhealthy }
                .expect("1s") { ($0.phase, $0.firing, $0.state) = (.verifying, ["healthy"], .running) }
                .set("10s") { $0.health = .healthy }
                .expect("40s") { ($0.phase, $0.reason) = (.resolved, nil) }
        },
        SetScenario("set image", Expectation(name: "image", check: .image(.init(is: "acme/shop/web:2")))) { play in
            play.set("1s") { $0.image = "acme/shop/web:3" }
                .expect("1s") { ($0.phase, $0.reason, $0.firing) = (.held, "NoDiagnosis", ["image"]) }
        },
        SetScenario("set restarts", Expectation(name: "loop", check: .restarts(.init(atMost: 3)))) { play in
            play.set("1s") { $0.restarts = 3 }
                .set("2s") { $0.restarts = 1 }
                .expect("2s") { ($0.phase, $0.action, $0.state) = (.verifying, "restart", .running) }
        },
        SetScenario("set reachable") { play in
            play.set("1s") { $0.reachable = false }
                .set("2s") { $0.health = .unhealthy }
                .expect("1h") { ($0.phase, $0.actions) = (TestPhase.none, 0) }
                .set("1h") { $0.reachable = true }
                .expect("1h") { ($0.phase, $0.actions) = (.verifying, 1) }
        },
        SetScenario(
            "set removed",
            Expectation(name: "up", check: .state(.init(is: .running)), sustainedFor: .minutes(1))
        ) { play in
            play.set("1s") { $0.state = .paused }
                .expect("1m1s") { ($0.phase, $0.reason) = (.held, "HumanIntent") }
                .set("2m") { $0.removed = true }
                .expect("2m") { ($0.phase, $0.reason) = (.superseded, "ContainerGone") }
        },
    ]

    private static let measured = [
        sampled("cpu", .cpu(.init(below: Percentage(85)))) { $0.cpu = Percentage(85) },
        sampled("cores", .cores(.init(below: 1.5))) { $0.cores = 1.5 },
        sampled("memory", .memory(.init(below: Percentage(57)))) { $0.memory = Percentage(57) },
        sampled("memory-bytes", .memoryBytes(.init(below: ByteQuantity(bytes: 512 << 20)))) {
            $0.memoryBytes = ByteQuantity(bytes: 512 << 20)
        },
        sampled("pids", .pids(.init(below: 100))) { $0.pids = 100 },
        sampled("receive", .network(.init(receiveBelow: ByteQuantity(bytes: 1000)))) {
            $0.network = .init(receive: ByteQuantity(bytes: 1000))
        },
        sampled("transmit", .network(.init(transmitBelow: ByteQuantity(bytes: 1000)))) {
            $0.network = .init(transmit: ByteQuantity(bytes: 1000))
        },
        sampled("read", .blockIO(.init(readBelow: ByteQuantity(bytes: 1000)))) {
            $0.blockIO = .init(read: ByteQuantity(bytes: 1000))
        },
        sampled("write", .blockIO(.init(writeBelow: ByteQuantity(bytes: 1000)))) {
            $0.blockIO = .init(write: ByteQuantity(bytes: 1000))
        },
    ]

    private static let ping = Expectation(name: "ping", check: .tcp(.init(port: 80)))

    private static let told = [
        SetScenario("set log", Expectation(name: "quiet", check: .logs(.init(absent: ["panic"])))) { play in
            play.set("1s") { $0.log = "no panic please" }
                .expect("1s") { ($0.phase, $0.action, $0.firing) = (.verifying, "restart", []) }
        },
        SetScenario(
            "set log, a pattern that gives up",
            Expectation(name: "quiet", check: .logs(.init(absent: ["limit", "x"])))
        ) { play in
            play.set("1s") { $0.log = "x" }
                .set("5s") { $0.log = "anything" }
                .expect("1m") { ($0.phase, $0.firing) = (.verifying, []) }
        },
        SetScenario("set probes", ping) { play in
            play.set("5s") { $0.probes = ["ping": .failing] }
                .expect("29s") { $0.phase = TestPhase.none }
                .expect("30s") { ($0.phase, $0.action, $0.firing) = (.verifying, "restart", []) }
                .expect("50s") { ($0.phase, $0.firing) = (.verifying, ["ping"]) }
        },
        SetScenario("set probes that nobody can answer", ping) { play in
            play.set("5s") { $0.probes = ["ping": .failing] }
                .set("31s") { $0.probes = ["ping": .unreachable] }
                .expect("2m30s") { ($0.phase, $0.reason) = (.escalated, "NotVerified") }
        },
    ]

    private static let judged = [
        SetScenario("expect policy, step and nextEligible") { play in
            play.set("1s") { $0.health = .unhealthy }
                .expect("1s") { ($0.policy, $0.step, $0.action, $0.actions) = ("web", 1, "restart", 1) }
                .set("10s") { $0.health = .healthy }
                .expect("40s") { $0.phase = .resolved }
                .set("1m") { $0.health = .unhealthy }
                .expect("1m") { ($0.phase, $0.reason, $0.nextEligible) = (.held, "Cooldown", .seconds(340)) }
                .expect("5m40s") { ($0.phase, $0.actions) = (.verifying, 2) }
        }
    ]
}
