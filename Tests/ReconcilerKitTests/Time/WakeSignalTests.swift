import Testing

@testable import ReconcilerKit

@Suite(.timeLimit(.minutes(1))) struct WakeSignalTests {
    @Test("a signal raised before the wait ends it at once, and only one wait")
    func remembered() async {
        let signal = WakeSignal()
        signal.raise()
        signal.raise()
        await signal.wait()
        let ended = Observed(false)
        await withTaskGroup { group in
            group.addTask {
                await signal.wait()
                ended.update { $0 = true }
            }
            #expect(!ended.value)
            signal.raise()
            await group.waitForAll()
        }
        #expect(ended.value)
    }

    @Test("a cancelled wait ends")
    func cancelled() async {
        let signal = WakeSignal()
        await withTaskGroup { group in
            group.addTask { await signal.wait() }
            group.cancelAll()
            await group.waitForAll()
        }
    }

    @Test("a sleep ends by its deadline, its signal or cancellation, whichever comes first", arguments: 0..<3)
    func sleepOrSignal(way: Int) async throws {
        let clock = ManualClock()
        let timeline = Timeline(clock)
        let signal = WakeSignal()
        try await withThrowingTaskGroup { group in
            group.addTask { await timeline.sleep(until: .seconds(3), orUntil: signal) }
            try await clock.sleeper(until: .seconds(3))
            switch way {
            case 0: clock.advance(to: .seconds(3))
            case 1: signal.raise()
            default: group.cancelAll()
            }
            try await group.waitForAll()
        }
    }

    @Test("a timeline begins where it was made")
    func timeline() {
        let clock = ManualClock()
        clock.advance(to: .seconds(100))
        let timeline = Timeline(clock)
        #expect(timeline.now == .zero)
        clock.advance(by: .seconds(2))
        #expect(timeline.now == .seconds(2))
    }
}
