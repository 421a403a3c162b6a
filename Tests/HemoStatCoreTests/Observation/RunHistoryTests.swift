import Testing

@testable import HemoStatCore

@Suite("RunHistory")
struct RunHistoryTests {
    private func history(_ events: [(Double, ContainerEvent.Action)]) -> RunHistory {
        var stop = StopEvidence()
        var history = RunHistory()
        for (seconds, action) in events {
            let event = ContainerEvent(action: action, at: Given.at(seconds))
            stop.record(event)
            history.record(event, stop: stop)
        }
        return history
    }

    private func restarts(_ events: [(Double, ContainerEvent.Action)]) -> [Timestamp] { history(events).restarts }

    @Test("a start after an end nobody asked for is a restart, whoever starts it")
    func crashes() {
        #expect(restarts([(0, .start)]) == [], "the first")
        #expect(restarts([(0, .start), (1, .die(exitCode: 1)), (2, .start)]) == [Given.at(2)])
        #expect(
            restarts([(1, .die(exitCode: 1)), (2, .start), (3, .die(exitCode: 0)), (4, .start)])
                == [Given.at(2), Given.at(4)]
        )
        #expect(restarts([(1, .oom), (1, .die(exitCode: 137)), (2, .start)]) == [Given.at(2)])
        #expect(restarts([(2, .start), (2, .start)]) == [], "an end that nobody saw")
    }

    @Test("an end on request begins the count anew")
    func requested() {
        let crash: [(Double, ContainerEvent.Action)] = [(1, .die(exitCode: 1)), (2, .start)]
        let stop: [(Double, ContainerEvent.Action)] = [
            (3, .kill(signal: 15)), (3, .die(exitCode: 143)), (3, .stop), (4, .start),
        ]
        #expect(restarts(crash + stop) == [])
        #expect(restarts(crash + [(3, .kill(signal: 9)), (3, .die(exitCode: 137)), (4, .start)]) == [])
        #expect(restarts(stop + [(5, .die(exitCode: 1)), (6, .start)]) == [Given.at(6)])
    }

    @Test("Podman tells the stop before the end; a harmless signal is no request")
    func orders() {
        #expect(
            restarts([(1, .die(exitCode: 1)), (2, .start), (3, .stop), (3, .die(exitCode: 143)), (4, .start)]) == []
        )
        #expect(
            restarts([(0, .kill(signal: 1)), (60, .die(exitCode: 1)), (61, .start)]) == [Given.at(61)],
            "a reload long before the crash"
        )
    }

    @Test("the last kill by the kernel is remembered over runs")
    func oom() {
        #expect(history([]).oomAt == nil)
        #expect(history([(1, .oom), (2, .die(exitCode: 137)), (3, .start)]).oomAt == Given.at(1))
        #expect(history([(1, .oom), (4, .oom)]).oomAt == Given.at(4))
    }

    @Test("a kill that Docker tells after the end it led to is of the run that is over")
    func lateOOM() {
        let killed: [(Double, ContainerEvent.Action)] = [(1, .start), (5, .die(exitCode: 137))]
        #expect(history(killed + [(5.6, .oom), (6, .start)]).oomAt == Given.at(5))
        #expect(history(killed + [(6, .start), (7, .oom)]).oomAt == Given.at(5), "even after the next start")
        #expect(
            history(killed + [(6, .start), (11.001, .oom)]).oomAt == Given.at(11.001),
            "that is the next run's own"
        )
        #expect(history(killed + [(6, .start), (7, .oom), (7.5, .oom)]).oomAt == Given.at(7.5), "it is told once")
        #expect(
            history([(1, .start), (4, .oom)] + killed.dropFirst() + [(6, .start), (7, .oom)]).oomAt == Given.at(7)
        )
        #expect(
            history([(1, .start), (5, .die(exitCode: 1)), (6, .start), (7, .oom)]).oomAt == Given.at(7),
            "nothing was killed"
        )
        let byHand: [(Double, ContainerEvent.Action)] = [
            (5, .kill(signal: 9)), (5, .die(exitCode: 137)), (6, .start), (7, .oom),
        ]
        #expect(history(byHand).oomAt == Given.at(7), "a person killed that")
        #expect(history([(1, .start), (5, .die(exitCode: 1)), (5.6, .oom), (6, .start)]).oomAt == Given.at(5))
    }

    @Test("what says nothing about runs changes nothing")
    func others() {
        let events: [(Double, ContainerEvent.Action)] = [
            (1, .die(exitCode: 1)), (1.5, .other), (2, .start), (3, .destroy),
        ]
        #expect(restarts(events) == [Given.at(2)])
    }

    @Test("it keeps one more than any policy counts")
    func bounded() {
        let events = (0..<1500).flatMap { number -> [(Double, ContainerEvent.Action)] in
            [(Double(number), .die(exitCode: 1)), (Double(number) + 0.5, .start)]
        }
        let restarts = restarts(events)
        #expect(restarts.count == 1001)
        #expect(restarts.first == Given.at(499.5) && restarts.last == Given.at(1499.5))
    }

    @Test("what a reconnected stream tells again counts once")
    func replayed() {
        let events: [(Double, ContainerEvent.Action)] = [
            (1, .die(exitCode: 1)), (2, .start), (3, .die(exitCode: 1)), (4, .start),
        ]
        #expect(restarts(events + events) == [Given.at(2), Given.at(4)])
    }
}
