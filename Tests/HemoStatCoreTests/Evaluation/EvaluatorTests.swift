import Testing

@testable import HemoStatCore

@Suite("Evaluator")
struct EvaluatorTests {
    static let policy = Given.policy("web", [Given.up, Given.healthy, Given.exits, Given.cpu()]) {
        $0.startupGrace = .seconds(30)
    }

    private func words(_ container: ContainerObservation, at seconds: Double = 0) -> [String: String] {
        let resolved = PolicyResolver.resolve(container, policies: [Self.policy])
        let evaluated = Evaluator.evaluate(resolved, CheckInput(container: container, now: Given.at(seconds)))
        return Dictionary(uniqueKeysWithValues: evaluated.map { ($0.bound.expectation.name, $0.result.word) })
    }

    @Test("nothing is known of a host that does not answer")
    func unreachable() {
        let container = Given.container {
            $0.health = .unhealthy
            $0.isFresh = false
        }
        #expect(Set(words(container).values) == ["HostUnreachable"])
    }

    @Test(
        "the grace runs from StartedAt and hides what is wrong, never what is well",
        arguments: [(29.999, "StartupGrace"), (30, "diverged")]
    )
    func grace(at seconds: Double, expected: String) {
        let container = Given.container {
            $0.startedAt = Given.zero
            $0.health = .unhealthy
            $0.sample = Given.sample(at: seconds, cpu: 99)
        }
        #expect(words(container, at: seconds) == ["up": "met", "exits": "met", "healthy": expected, "cpu": expected])
    }

    @Test("the end of the grace wakes")
    func graceWakes() {
        let container = Given.container {
            $0.startedAt = Given.zero
            $0.health = .unhealthy
        }
        let resolved = PolicyResolver.resolve(container, policies: [Self.policy])
        let evaluated = Evaluator.evaluate(resolved, CheckInput(container: container, now: Given.at(1)))
        #expect(evaluated.compactMap(\.result.wakeAt) == [Given.at(30)])
    }

    @Test("exits show at once, also inside the grace", arguments: [ContainerStatus.exited, .dead])
    func exits(status: ContainerStatus) {
        let container = Given.container {
            $0.startedAt = Given.zero
            $0.status = status
            $0.exitCode = 1
        }
        #expect(words(container, at: 1)["up"] == "diverged")
        #expect(words(container, at: 1)["exits"] == "diverged")
    }

    @Test("a container Docker fails to bring back is an exit, too")
    func restartLoop() {
        let container = Given.container {
            $0.startedAt = Given.zero
            $0.finishedAt = Given.at(1)
            $0.status = .restarting
        }
        #expect(words(container, at: 5)["up"] == "DockerRestarts")
        #expect(words(container, at: 11)["up"] == "diverged")
    }

    @Test("the grace hides every check's divergence but of exits, kills by the kernel, and what they lead to")
    func graceOfEach() {
        let probe = Check.tcp(.init(port: 80, probe: .init(failures: 1)))
        let checks: [Check] = [
            .health(.init(is: .healthy)), .cpu(.init(below: Percentage(1))), .cores(.init(below: 0.01)),
            .memory(.init(below: Percentage(1))), .memoryBytes(.init(below: ByteQuantity(bytes: 1))),
            .pids(.init(below: 1)),
            .network(.init(receiveBelow: ByteQuantity(bytes: 1))), .blockIO(.init(readBelow: ByteQuantity(bytes: 1))),
            .logs(.init(absent: ["x"])), probe, .image(.init(is: "other")), .state(.init(is: .exited)),
        ]
        let shown: [Check] = [.oomKilled(.init()), .restarts(.init(atMost: 0))]
        let all = (checks + shown).map { Expectation(name: $0.keyword, check: $0) }
        let policy = Given.policy("web", all) { $0.startupGrace = .seconds(30) }
        let container = Given.container {
            ($0.startedAt, $0.health, $0.oomAt, $0.restarts) = (Given.zero, .unhealthy, Given.at(5), [Given.zero])
            $0.sample = Given.sample(at: 10, cpu: 99, memory: 99)
            $0.sample?.pids = 9
            $0.sample?.rates = .init(received: 9, transmitted: 9, read: 9, written: 9)
            $0.logs = LogObservation(since: Given.zero, matches: ["x": Given.at(9)])
            $0.probes = [
                ProbeObservation(
                    key: probe.probeKey ?? "",
                    at: Given.at(9),
                    answer: .failed,
                    message: "",
                    startedAt: Given.zero
                )
            ]
        }
        let evaluated = Given.input(nil, container, policies: [policy], at: 10).evaluated
        #expect(evaluated.count == all.count)
        for one in evaluated {
            let isShown = shown.contains(one.bound.expectation.check)
            #expect(one.result.word == (isShown ? "diverged" : "StartupGrace"), "\(one.bound.expectation.name)")
            if !isShown { #expect(one.result.wakeAt.map { $0 <= Given.at(30) } == true) }
        }
    }
}
