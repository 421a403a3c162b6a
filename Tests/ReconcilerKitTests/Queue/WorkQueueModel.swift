import Testing

@testable import ReconcilerKit

/// What a work queue promises, said as plainly as possible, checked against the real state after every step.
struct WorkQueueModel {
    private(set) var queue = WorkQueueState<Int>()
    private(set) var now = Duration.zero

    /// Keys that owe a hand-out, in the order they became ready; keys in flight that owe another one.
    private var ready: [Int] = []
    private var again: Set<Int> = []
    private var inFlight: Set<Int> = []
    private var delays: [Int: Duration] = [:]
    private var waiters: [UInt64] = []
    private var lastWaiter: UInt64 = 0
    private(set) var handedOut = 0

    mutating func add(_ key: Int) {
        let delivery = queue.add(key)
        owe(key)
        settle(delivery.map { [$0] } ?? [])
    }

    mutating func add(_ key: Int, after delay: Duration) {
        let due = now + delay
        let step = queue.add(key, due: due, now: now)
        if due <= now {
            owe(key)
        } else {
            let wasFirst = delays.values.min().map { due < $0 } ?? true
            delays[key] = min(delays[key] ?? due, due)
            #expect((step == .rearmTimer) == wasFirst)
        }
        if case .deliver(let delivery) = step { settle([delivery]) } else { settle([]) }
    }

    mutating func advance(by step: Duration) {
        now += step
        let fired = queue.fireTimer(now: now)
        let passed = now
        let due = delays.filter { $0.value <= passed }
        for key in due.keys { delays[key] = nil }
        #expect(fired.rearmAt == delays.values.min())
        // Keys due at one instant come in an order of the queue's choosing: take its order for those ready now.
        let unordered = Set(due.keys)
        for delivery in fired.deliveries where unordered.contains(delivery.key) { owe(delivery.key) }
        let rest = unordered.subtracting(fired.deliveries.map(\.key))
        for key in rest.sorted(by: { (due[$0] ?? .zero) < (due[$1] ?? .zero) }) { owe(key) }
        settle(fired.deliveries)
    }

    mutating func next() {
        lastWaiter += 1
        switch queue.next(waiter: lastWaiter, isCancelled: false) {
        case .take(let key): handOut(key)
        case .wait: waiters.append(lastWaiter)
        case .finish: Issue.record("finished without shutdown")
        }
        check()
    }

    mutating func cancelWaiter(_ index: Int) {
        guard !waiters.isEmpty else { return }
        queue.cancel(waiter: waiters.remove(at: index % waiters.count))
        check()
    }

    mutating func done(_ index: Int) {
        guard !inFlight.isEmpty else { return }
        let key = inFlight.sorted()[index % inFlight.count]
        let step = queue.done(key)
        inFlight.remove(key)
        if again.remove(key) != nil { owe(key) }
        if case .deliver(let delivery) = step { settle([delivery]) } else { settle([]) }
    }

    /// Lets all time pass and works off everything: afterwards nothing may be owed.
    mutating func finish() {
        while !(delays.isEmpty && ready.isEmpty && inFlight.isEmpty) {
            advance(by: .seconds(1000))
            while !ready.isEmpty { next() }
            while !inFlight.isEmpty { done(0) }
        }
        #expect(queue.depth == 0 && queue.inFlight == 0 && queue.delayed == 0)
    }

    private mutating func owe(_ key: Int) {
        if inFlight.contains(key) {
            again.insert(key)
        } else if !ready.contains(key) {
            ready.append(key)
        }
    }

    private mutating func settle(_ deliveries: [WorkQueueState<Int>.Delivery]) {
        for delivery in deliveries {
            #expect(waiters.first == delivery.waiter, "the longest waiting worker is served")
            waiters.removeAll { $0 == delivery.waiter }
            handOut(delivery.key)
        }
        check()
    }

    private mutating func handOut(_ key: Int) {
        #expect(!inFlight.contains(key), "a key is never handed out twice at a time")
        #expect(ready.contains(key), "only what was added, and whose delay is over, is handed out")
        ready.removeAll { $0 == key }
        inFlight.insert(key)
        handedOut += 1
    }

    private func check() {
        #expect(queue.depth == ready.count)
        #expect(queue.inFlight == inFlight.count)
        #expect(queue.delayed == delays.count)
        #expect(waiters.isEmpty || ready.isEmpty, "no worker waits while a key is ready")
    }
}
