import Testing

@testable import HemoStatCore

@Suite("StateCheck")
struct StateCheckTests {
    private func check(
        _ wanted: Check.DesiredState,
        _ container: ContainerObservation,
        at seconds: Double = 0
    ) -> CheckResult {
        StateCheck.evaluate(.init(is: wanted), CheckInput(container: container, now: Given.at(seconds)))
    }

    @Test(
        "compares with what the policy wants; in between nothing is known",
        arguments: [
            (.running, .running, "met"), (.running, .exited, "diverged"), (.running, .dead, "diverged"),
            (.running, .paused, "diverged"), (.running, .created, "InTransition"),
            (.running, .removing, "InTransition"),
            (.running, .unknown, "InTransition"), (.exited, .exited, "met"), (.exited, .dead, "met"),
            (.exited, .running, "diverged"), (.exited, .paused, "diverged"), (.exited, .created, "InTransition"),
            (.paused, .paused, "met"), (.paused, .running, "diverged"), (.paused, .exited, "diverged"),
            // Whoever is asked is there.
            (.absent, .running, "diverged"), (.absent, .exited, "diverged"), (.absent, .paused, "diverged"),
            (.absent, .removing, "InTransition"), (.absent, .created, "InTransition"),
        ] as [(Check.DesiredState, ContainerStatus, String)]
    )
    func table(wanted: Check.DesiredState, status: ContainerStatus, expected: String) {
        #expect(check(wanted, Given.container { $0.status = status }).word == expected)
    }

    @Test(
        "what Docker's restart policy brings back is Docker's for ten seconds",
        arguments: [
            ("always", .exited, 1, 0, 9.999, "DockerRestarts"), ("always", .exited, 1, 0, 10, "diverged"),
            ("always", .restarting, 1, 0, 0, "DockerRestarts"), ("always", .restarting, 1, 0, 10, "diverged"),
            ("no", .exited, 1, 0, 0, "diverged"), ("on-failure", .exited, 0, 0, 0, "diverged"),
            ("on-failure", .exited, 1, 2, 0, "DockerRestarts"), ("on-failure", .exited, 1, 3, 0, "diverged"),
            ("no", .restarting, 1, 0, 0, "DockerRestarts"), ("always", .paused, 0, 0, 0, "diverged"),
        ] as [(String, ContainerStatus, Int, Int, Double, String)]
    )
    func dockersTurn(policy: String, status: ContainerStatus, code: Int, restarts: Int, at: Double, expected: String) {
        let container = Given.container {
            $0.status = status
            $0.exitCode = code
            $0.finishedAt = Given.zero
            $0.restartCount = restarts
            $0.restartPolicy = RestartPolicy(name: policy, maximumRetryCount: policy == "on-failure" ? 3 : 0)
            $0.stop = Given.stopped(by: [(0, .die(exitCode: code))])
        }
        let result = check(.running, container, at: at)
        #expect(result.word == expected)
        #expect(result.wakeAt == (expected == "DockerRestarts" ? Given.at(10) : nil))
    }

    @Test("an end read from Docker's state is not judged before its events had a second to arrive")
    func settles() {
        var container = Given.container { ($0.status, $0.exitCode, $0.finishedAt) = (.exited, 1, Given.zero) }
        #expect(check(.running, container, at: 0.9) == CheckResult(.unknown(.inTransition), wakeAt: Given.at(1)))
        #expect(check(.running, container, at: 1).word == "diverged")
        container.stop = Given.stopped(by: [(-20, .kill(signal: 1)), (0, .die(exitCode: 1))])
        #expect(check(.running, container, at: 0.9).word == "InTransition", "a stop may still be on its way")
        container.stop = Given.stopped(by: [(-9000, .kill(signal: 15)), (-9000, .die(exitCode: 0)), (-9000, .stop)])
        #expect(check(.running, container, at: 0.9).word == "InTransition", "that was an earlier run")
        #expect(check(.running, container, at: 1).word == "diverged")
    }

    @Test("what was stopped on request Docker does not bring back")
    func requested() {
        let container = Given.container {
            $0.status = .exited
            $0.finishedAt = Given.zero
            $0.restartPolicy = RestartPolicy(name: "always")
            $0.stop = Given.stopped(by: [(0, .kill(signal: 15)), (0, .die(exitCode: 143)), (0, .stop)])
        }
        #expect(check(.running, container).word == "diverged")
    }

    @Test("says what it saw and what it wanted")
    func measurement() {
        let result = check(.running, Given.container { $0.status = .exited })
        #expect(result.outcome == .diverged(Measurement(actual: .word("exited"), threshold: .word("running"))))
    }
}

extension CheckResult {
    /// One word for tables: `met`, `diverged`, or the reason why nothing is known.
    var word: String {
        switch outcome {
        case .met: "met"
        case .diverged: "diverged"
        case .unknown(let reason): reason.rawValue
        }
    }
}
