import Testing

@testable import HemoStatCore

@Suite("ExitCause")
struct ExitCauseTests {
    static let stop = Given.stopped(by: [(0, .kill(signal: 15)), (1, .die(exitCode: 143)), (1, .stop)])
    static let crash = Given.stopped(by: [(0, .die(exitCode: 1))])
    static let unseen = StopEvidence()

    @Test(
        "says why a container is down",
        arguments: [
            (crash, 1, false, .crashed), (crash, 137, false, .crashed), (crash, 0, false, .completed),
            (crash, 137, true, .oomKilled), (crash, 0, true, .completed),
            (stop, 143, false, .requested), (stop, 0, false, .requested),
            (stop, 1, false, .requested), (stop, 137, true, .requested), (unseen, 0, false, .completed),
            (unseen, 137, false, .unknown), (unseen, 143, false, .unknown), (unseen, 1, false, .crashed),
            (unseen, 255, false, .crashed), (unseen, 137, true, .oomKilled),
        ] as [(StopEvidence, Int, Bool, ExitCause)]
    )
    func causes(evidence: StopEvidence, code: Int, oomKilled: Bool, cause: ExitCause) {
        for status in [ContainerStatus.exited, .dead] {
            let container = down(evidence, code, oomKilled: oomKilled, status)
            #expect(container.exitCause() == cause)
        }
    }

    @Test(
        "one that is not down has none",
        arguments: [ContainerStatus.created, .running, .paused, .restarting, .removing]
    )
    func notDown(status: ContainerStatus) {
        #expect(down(Self.stop, 143, oomKilled: false, status).exitCause() == nil)
    }

    @Test("what events told about an earlier run says nothing about this one")
    func earlierRun() {
        let earlier = Given.stopped(by: [(-7300, .kill(signal: 15)), (-7200, .die(exitCode: 143))])
        #expect(down(earlier, 1, oomKilled: false, .exited).exitCause() == .crashed)
        #expect(down(earlier, 137, oomKilled: false, .exited).exitCause() == .unknown)
    }

    @Test("a restart of ours ends the run it was decided for, never the next one, and only if it was done")
    func oursIsOneRun() {
        let container = down(Self.stop, 143, oomKilled: false, .exited)
        func cause(_ change: (inout Intent) -> Void = { _ in }) -> ExitCause? {
            let intent = Given.intent(at: 0) {
                $0.settledAt = Given.at(2)
                change(&$0)
            }
            return Given.episode { $0.intents = [intent] }.exitCause(of: container)
        }
        #expect(cause() == .crashed)
        #expect(cause { $0.startedAt = Given.at(-7200) } == .requested)
        #expect(cause { $0.action = .start } == .requested)
        #expect(cause { $0.outcome = .notDone("unreachable") } == .requested)
        #expect(cause { ($0.writtenAt, $0.settledAt) = (Given.at(-60), Given.at(-50)) } == .requested)
    }

    @Test("what HemoStat asked for itself is no person's will")
    func ours() {
        #expect(down(Self.stop, 143, oomKilled: false, .exited).exitCause { _ in true } == .crashed)
        #expect(down(Self.unseen, 137, oomKilled: false, .exited).exitCause { _ in true } == .crashed)
        #expect(down(Self.unseen, 0, oomKilled: false, .exited).exitCause { _ in true } == .completed)
    }

    private func down(
        _ evidence: StopEvidence,
        _ code: Int,
        oomKilled: Bool,
        _ status: ContainerStatus
    ) -> ContainerObservation {
        Given.container {
            $0.status = status
            $0.stop = evidence
            $0.exitCode = code
            $0.oomKilled = oomKilled
            $0.finishedAt = Given.at(1)
        }
    }
}
