@testable import HemoStatCore

/// A container and expectations of every check, made up at random, with many of their instants at the edges.
struct GeneratedWorld {
    private var random: SplitMix
    let policy: HealthPolicy
    let container: ContainerObservation

    init(seed: Int) {
        var random = SplitMix(seed: seed)
        let checks = Self.checks(&random)
        let startupGrace = random.pick([.zero, .zero, PolicyDuration.seconds(15), .minutes(2)])
        policy = Given.policy("web", checks.map { Expectation(name: $0.keyword, check: $0) }) {
            $0.startupGrace = startupGrace
        }
        container = Self.container(checks, &random)
        self.random = random
    }

    /// The word of each expectation at an instant.
    func words(at seconds: Double, _ container: ContainerObservation? = nil) -> [String: String] {
        results(at: seconds, container).mapValues(\.word)
    }

    func results(at seconds: Double, _ container: ContainerObservation? = nil) -> [String: CheckResult] {
        let evaluated = Given.input(nil, container ?? self.container, policies: [policy], at: seconds).evaluated
        return Dictionary(uniqueKeysWithValues: evaluated.map { ($0.bound.expectation.name, $0.result) })
    }

    private static func checks(_ random: inout SplitMix) -> [Check] {
        let bytes = ByteQuantity(bytes: 50)
        let probe = ProbeSchedule(
            every: .seconds(random.pick([1, 10])),
            timeout: .seconds(1),
            failures: random.pick([1, 3])
        )
        return [
            .state(.init(is: random.pick([.running, .running, .exited, .paused, .absent]))),
            .health(.init(is: .healthy)),
            .exitCode(.init(in: [0])),
            .restarts(.init(atMost: random.pick([0, 1, 3]), within: .seconds(random.pick([5, 60])))),
            .cpu(.init(below: Percentage(50))), .cores(.init(below: 0.5)), .memory(.init(below: Percentage(50))),
            .memoryBytes(.init(below: bytes)), .pids(.init(below: 50)),
            .network(.init(receiveBelow: bytes, transmitBelow: bytes)),
            .blockIO(.init(writeBelow: bytes)), .oomKilled(.init()),
            .logs(.init(absent: ["a", "b"], within: .seconds(random.pick([5, 60])))),
            .http(.init(url: "http://{ip}/", probe: probe)),
            .tcp(.init(port: 80, probe: probe)), .exec(.init(command: ["true"], probe: probe)),
            .image(.init(is: random.pick(["acme/shop/web:2", "other"]))),
        ]
    }

    private static func container(_ checks: [Check], _ random: inout SplitMix) -> ContainerObservation {
        func instant(_ random: inout SplitMix) -> Timestamp {
            Given.at(random.pick([-61, -60, -30, -10, -5, -3, -1, -0.5, 0]))
        }
        func maybe(_ random: inout SplitMix) -> Timestamp? { random.chance(50) ? instant(&random) : nil }
        return Given.container {
            $0.status = random.pick([.running, .running, .running, .exited, .restarting, .dead, .paused, .created])
            $0.health = random.pick(ContainerHealth.allCases)
            $0.exitCode = random.pick([0, 1, 137, 143])
            $0.oomKilled = random.chance(20)
            $0.startedAt = random.chance(90) ? instant(&random) : nil
            $0.finishedAt = maybe(&random)
            ($0.restartCount, $0.restartPolicy) = (
                random.pick([0, 1, 5]), RestartPolicy(name: random.pick(["no", "always"]))
            )
            if random.chance(40) {
                $0.stop = Given.stopped(by: [(-1, .kill(signal: random.pick([1, 15]))), (-0.5, .die(exitCode: 1))])
            }
            if random.chance(30) { $0.stop.record(ContainerEvent(action: .stop, at: Given.at(-0.4))) }
            $0.restarts = (0..<random.pick([0, 1, 2, 5])).map { _ in instant(&random) }.sorted()
            $0.oomAt = maybe(&random)
            $0.isFresh = random.chance(95)
            let figure = random.pick([49.0, 50, 51])
            var sample = Given.sample(at: 0, cpu: figure, memory: Int64(figure), limit: 100)
            sample.at = instant(&random)
            sample.pids = random.chance(80) ? Int(figure) : nil
            sample.rates =
                random.chance(80)
                ? .init(received: figure, transmitted: random.chance(80) ? figure : nil, written: figure) : nil
            $0.sample = random.chance(80) ? sample : nil
            var logs = LogObservation(since: instant(&random), isFollowed: random.chance(80))
            for pattern in ["a", "b"] {
                (logs.matches[pattern], logs.limits[pattern]) = (maybe(&random), maybe(&random))
            }
            $0.logs = random.chance(80) ? logs : nil
            for key in checks.compactMap(\.probeKey) where random.chance(80) {
                let answers: [ProbeObservation.Answer] = [.passed, .failed, .failed, .unreachable]
                var probe = ProbeObservation(
                    key: key,
                    at: instant(&random),
                    answer: random.pick(answers),
                    message: "",
                    startedAt: $0.startedAt
                )
                for _ in 0..<3 where random.chance(50) {
                    probe = probe.followed(by: random.pick(answers), message: "", at: probe.at)
                }
                if random.chance(10) { probe.startedAt = nil }
                $0.probes.append(probe)
            }
        }
    }
}
