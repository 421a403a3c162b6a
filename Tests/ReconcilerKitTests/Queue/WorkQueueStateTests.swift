import Testing

@testable import ReconcilerKit

@Suite struct WorkQueueStateTests {
    private typealias State = WorkQueueState<String>

    @Test("a key added twice is handed out once")
    func dedup() {
        var state = State()
        _ = state.add("a")
        _ = state.add("a")
        #expect(state.depth == 1)
        let first = state.next(waiter: 1, isCancelled: false)
        let second = state.next(waiter: 2, isCancelled: false)
        #expect(first == .take("a") && second == .wait)
    }

    @Test("a key added while processed comes again at done, once")
    func redelivery() {
        var state = State()
        _ = state.add("a")
        _ = state.next(waiter: 1, isCancelled: false)
        _ = state.next(waiter: 2, isCancelled: false)
        let during = state.add("a")
        let twice = state.add("a")
        #expect(during == nil && twice == nil && state.depth == 0)
        let done = state.done("a")
        #expect(done == .deliver(.init(key: "a", waiter: 2)))
        let last = state.done("a")
        #expect(last == .nothing && state.inFlight == 0 && state.depth == 0)
    }

    @Test("the longest waiting worker gets the key, unless it went away")
    func waiters() {
        var state = State()
        for waiter in [1, 2, 3] as [State.Waiter] { _ = state.next(waiter: waiter, isCancelled: false) }
        state.cancel(waiter: 1)
        let delivery = state.add("a")
        #expect(delivery == .init(key: "a", waiter: 2))
        let cancelled = state.next(waiter: 4, isCancelled: true)
        #expect(cancelled == .finish)
    }

    @Test("done of a key that is not processed does nothing")
    func strayDone() {
        var state = State()
        _ = state.add("a")
        let step = state.done("a")
        #expect(step == .nothing && state.depth == 1)
    }

    @Test("a delay that is over or negative is no delay", arguments: [Duration.zero, .seconds(-5), .seconds(3)])
    func noDelay(due: Duration) {
        var state = State()
        let step = state.add("a", due: due, now: .seconds(3))
        #expect(step == .nothing && state.depth == 1 && state.delayed == 0)
    }

    @Test("the timer is only re-armed for a delay that ends before all others")
    func rearm() {
        var state = State()
        let first = state.add("a", due: .seconds(5), now: .zero)
        let later = state.add("b", due: .seconds(6), now: .zero)
        let sooner = state.add("c", due: .seconds(4), now: .zero)
        #expect(first == .rearmTimer && later == .nothing && sooner == .rearmTimer)
        let step = state.fireTimer(now: .seconds(5))
        #expect(step == .init(deliveries: [], rearmAt: .seconds(6)))
        #expect(state.depth == 2)
    }

    @Test("an add without delay leaves the delay standing")
    func addKeepsDelay() {
        var state = State()
        _ = state.add("a", due: .seconds(5), now: .zero)
        _ = state.add("a")
        _ = state.next(waiter: 1, isCancelled: false)
        _ = state.done("a")
        let step = state.fireTimer(now: .seconds(5))
        #expect(step.rearmAt == nil && state.depth == 1)
    }

    @Test("failures count up per key until forgotten")
    func failures() {
        var state = State()
        let counts = (0..<3).map { _ in state.countFailure(of: "a") }
        let other = state.countFailure(of: "b")
        state.forget("a")
        let afresh = state.countFailure(of: "a")
        #expect(counts == [0, 1, 2] && other == 0 && afresh == 0)
    }

    @Test("shutdown drops what waits, lets workers go, and drains with the last key in flight")
    func shutDown() {
        var state = State()
        for key in ["a", "b", "c"] { _ = state.add(key) }
        _ = state.add("d", due: .seconds(1), now: .zero)
        _ = state.next(waiter: 1, isCancelled: false)
        _ = state.next(waiter: 2, isCancelled: false)
        let released = state.shutDown()
        let late = state.add("e")
        let next = state.next(waiter: 3, isCancelled: false)
        let mustWait = state.drain(waiter: 9, isCancelled: false)
        #expect(released == [] && late == nil && next == .finish && mustWait)
        #expect(state.depth == 0 && state.delayed == 0 && state.inFlight == 2)
        let first = state.done("a")
        let second = state.done("b")
        #expect(first == .nothing && second == .drained([9]))
        let nothingLeft = state.drain(waiter: 10, isCancelled: false)
        #expect(!nothingLeft)
    }
}
