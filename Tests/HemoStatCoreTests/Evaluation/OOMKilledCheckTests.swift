import Testing

@testable import HemoStatCore

@Suite("OOMKilledCheck")
struct OOMKilledCheckTests {
    private func check(at seconds: Double = 0, _ change: (inout ContainerObservation) -> Void) -> CheckResult {
        OOMKilledCheck.evaluate(CheckInput(container: Given.container(change), now: Given.at(seconds)))
    }

    /// Status, exit code, Docker's flag, when the kernel killed.
    @Test(
        "a kill in this run, or the one that ended it",
        arguments: [
            (.running, 0, false, nil, "met"), (.running, 0, false, -10, "diverged"),
            (.paused, 0, false, -10, "diverged"),
            (.restarting, 137, false, -10, "diverged"), (.exited, 137, true, nil, "diverged"),
            (.exited, 137, false, -10, "diverged"), (.exited, 137, false, nil, "met"), (.exited, 0, true, -10, "met"),
            (.exited, 1, true, -10, "diverged"), (.dead, 137, true, nil, "diverged"),
            // The flag of a running container is Docker's of its last end.
            (.running, 0, true, nil, "met"), (.created, 0, false, -10, "InTransition"),
            (.removing, 137, true, -10, "InTransition"), (.unknown, 137, true, -10, "InTransition"),
            // Of a run an hour and a second ago.
            (.exited, 1, false, -3601, "met"),
        ] as [(ContainerStatus, Int, Bool, Double?, String)]
    )
    func table(status: ContainerStatus, code: Int, flag: Bool, at killed: Double?, expected: String) {
        let result = check {
            ($0.status, $0.exitCode, $0.oomKilled, $0.oomAt) = (status, code, flag, killed.map(Given.at))
        }
        #expect(result.word == expected)
    }

    @Test("a kill is judged when the end it may lead to has had two seconds to come")
    func settles() {
        let killed: (inout ContainerObservation) -> Void = { $0.oomAt = Given.zero }
        #expect(check(at: 0.1, killed) == CheckResult(.unknown(.inTransition), wakeAt: Given.at(2)))
        #expect(check(at: 1.999, killed).word == "InTransition")
        #expect(check(at: 2, killed).word == "diverged")
        // The end has come.
        let ended = check(at: 0.1) { ($0.status, $0.exitCode, $0.oomAt) = (.exited, 137, Given.zero) }
        #expect(ended.word == "diverged")
    }

    @Test(
        "what Docker is about to bring back is Docker's for ten seconds",
        arguments: [ContainerStatus.restarting, .exited]
    )
    func dockersTurn(status: ContainerStatus) {
        func result(at seconds: Double) -> CheckResult {
            check(at: seconds) {
                ($0.status, $0.exitCode, $0.oomKilled, $0.oomAt) = (status, 137, true, Given.zero)
                ($0.finishedAt, $0.restartPolicy) = (Given.zero, RestartPolicy(name: "always"))
            }
        }
        #expect(result(at: 9.999) == CheckResult(.unknown(.dockerRestarts), wakeAt: Given.at(10)))
        #expect(result(at: 10).word == "diverged")
    }

    @Test("where Docker was quicker the kill counts for a minute, and says when it is over")
    func broughtBack() {
        func result(at seconds: Double) -> CheckResult {
            check(at: seconds) {
                ($0.startedAt, $0.oomAt, $0.restarts, $0.restartCount) = (Given.at(1), Given.zero, [Given.at(1)], 1)
                $0.restartPolicy = RestartPolicy(name: "always")
            }
        }
        #expect(result(at: 2).word == "diverged")
        #expect(result(at: 2).wakeAt == Given.at(60))
        #expect(result(at: 59.999).word == "diverged")
        #expect(result(at: 60).word == "met")
    }

    /// Restarts since, Docker's count of them, its restart policy.
    @Test(
        "an end or a start that somebody asked for has answered the kill",
        arguments: [([], 1, "always"), ([1], 0, "on-failure"), ([1], 0, "no")] as [([Double], Int, String)]
    )
    func answered(restarts: [Double], count: Int, policy: String) {
        let result = check(at: 2) {
            ($0.startedAt, $0.oomAt) = (Given.at(1), Given.zero)
            ($0.restarts, $0.restartCount) = (restarts.map(Given.at), count)
            $0.restartPolicy = RestartPolicy(name: policy)
        }
        #expect(result.word == "met")
    }

    @Test("one that never ran and was killed nevertheless was killed")
    func neverStarted() {
        let result = check {
            ($0.status, $0.exitCode, $0.startedAt, $0.oomAt) = (.exited, 137, nil, Given.at(-1))
        }
        #expect(result.word == "diverged")
    }
}
