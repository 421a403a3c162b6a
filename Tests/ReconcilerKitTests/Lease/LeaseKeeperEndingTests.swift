import Testing

@testable import ReconcilerKit

/// How a keeper ends: released when asked, left to expire when cancelled.
@Suite(.timeLimit(.minutes(1))) struct LeaseKeeperEndingTests {
    private let clock = ManualClock()
    private let store: MemoryLeaseStore

    init() {
        store = MemoryLeaseStore(clock: clock)
    }

    private func keeper(_ holder: String, beforeRelease: @escaping @Sendable () async -> Void = {}) -> LeaseKeeper {
        LeaseKeeper(
            name: "host/default",
            holder: holder,
            store: store,
            timing: LeaseTiming(drift: 0),
            clock: clock,
            generator: FixedGenerator(bits: 0),
            logger: quiet,
            beforeRelease: beforeRelease
        )
    }

    @Test("graceful shutdown releases, and a successor acquires without waiting, with a larger epoch")
    func handOver() async throws {
        let first = keeper("a")
        let second = keeper("b")
        try await withServices([first]) { [clock, store] shutDownFirst in
            try await clock.sleeper(until: .seconds(2))
            try await withServices([second]) { _ in
                var changes = second.changes().makeAsyncIterator()
                try await clock.sleeper(until: .milliseconds(500))
                #expect(first.isHeld() == 1 && second.isHeld() == nil)
                await shutDownFirst()
                try await store.calls.wait { $0.contains(.release("a", epoch: 1)) }
                #expect(first.isHeld() == nil)
                second.contendNow()
                #expect(await changes.next() == .acquired(epoch: 2))
                #expect(clock.now.offset == .zero)
            }
        }
        #expect(store.calls.value.suffix(1) == [.release("b", epoch: 2)])
    }

    @Test("the lease is renewed while work drains, and given up before the store hears of it")
    func drain() async throws {
        let gate = Gate()
        let keeper = keeper("a") { try? await gate.pass() }
        let changes = keeper.changes()
        try await withServices([keeper]) { [clock, store] shutDown in
            try await clock.sleeper(until: .seconds(2))
            await shutDown()
            try await gate.arrivals(1)
            for second in [2, 4, 6, 8] {
                clock.advance(to: .seconds(second))
                try await clock.sleeper(until: .seconds(second + 2))
                #expect(keeper.isHeld(margin: .seconds(5)) == 1)
            }
            #expect(!store.calls.value.contains(.release("a", epoch: 1)))
            gate.open()
        }
        #expect(store.calls.value.last == .release("a", epoch: 1))
        #expect(keeper.isHeld() == nil && store.table.value.entry == nil)
        var seen: [LeaseChange] = []
        for await change in changes { seen.append(change) }
        #expect(seen == [.acquired(epoch: 1), .lost(epoch: 1, reason: .released)])
    }

    @Test("a lease lost while its work drains is not won back and not released, and the drain is not cut short")
    func lostWhileDraining() async throws {
        let gate = Gate()
        let wasCancelled = Observed(false)
        let keeper = keeper("a") {
            try? await gate.pass()
            if Task.isCancelled { wasCancelled.update { $0 = true } }
        }
        try await withServices([keeper]) { [clock, store] shutDown in
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 1))
            try await clock.sleeper(until: .seconds(2))
            await shutDown()
            try await gate.arrivals(1)
            store.steal()
            clock.advance(to: .seconds(2))
            #expect(await changes.next() == .lost(epoch: 1, reason: .refused))
            clock.advance(to: .seconds(60))
            gate.open()
        }
        #expect(store.calls.value == [.acquire("a"), .renew("a", epoch: 1)])
        #expect(!wasCancelled.value)
    }

    @Test("without a lease there is nothing to drain")
    func nothingToDrain() async throws {
        let drained = Observed(false)
        let keeper = keeper("a") { drained.update { $0 = true } }
        store.steal()
        try await withServices([keeper]) { [clock] _ in
            try await clock.sleeper(until: .milliseconds(500))
        }
        #expect(!drained.value && store.calls.value == [.acquire("a")])
    }

    @Test("a grant that was on its way at shutdown is given back")
    func grantAtShutdown() async throws {
        let keeper = keeper("a")
        store.set(.slow)
        try await withServices([keeper]) { [clock, store] shutDown in
            try await store.calls.wait { $0.count == 1 }
            await shutDown()
            try await clock.sleeper(until: .seconds(2))
            store.set(.up)
        }
        #expect(store.calls.value == [.acquire("a"), .release("a", epoch: 1)])
        #expect(store.table.value.entry == nil)
    }

    @Test("a store that hangs holds shutdown up for two renewal intervals, no longer")
    func hangingStore() async throws {
        let keeper = keeper("a")
        try await withServices([keeper]) { [clock, store] shutDown in
            try await clock.sleeper(until: .seconds(2))
            store.set(.slow)
            clock.advance(to: .seconds(2))
            try await store.calls.wait { $0.count == 2 }
            await shutDown()
            try await clock.sleeper(until: .seconds(4))
            clock.advance(to: .seconds(4))
            try await store.calls.wait { $0.count == 3 }
            #expect(keeper.isHeld() == nil)
            clock.advance(to: .seconds(6))
        }
        #expect(store.calls.value.last == .release("a", epoch: 1))
    }

    @Test("cancelled, the lease is given up at once but left to end by itself in the store")
    func cancellation() async throws {
        let keeper = keeper("a")
        let changes = keeper.changes()
        try await withThrowingTaskGroup { [clock] group in
            group.addTask { await keeper.run() }
            try await clock.sleeper(until: .seconds(2))
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(keeper.isHeld() == nil)
        #expect(store.calls.value == [.acquire("a")] && store.table.value.entry?.holder == "a")
        var seen: [LeaseChange] = []
        for await change in changes { seen.append(change) }
        #expect(seen == [.acquired(epoch: 1), .lost(epoch: 1, reason: .cancelled)])
    }
}
