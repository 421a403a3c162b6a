import Testing

@testable import ReconcilerKit

/// Keepers that know where they stand; the lease lasts 6 s, is renewed every 2 s and retried every 500 ms.
@Suite(.timeLimit(.minutes(1))) struct LeasePlacementTests {
    private let clock = ManualClock()
    private let store: MemoryLeaseStore
    private let placement = Observed<Placement>(.preferred)

    init() {
        store = MemoryLeaseStore(clock: clock)
    }

    private func keeper(
        _ holder: String = "a",
        mayHandOver: @escaping @Sendable () async -> Bool = { true }
    ) -> LeaseKeeper {
        LeaseKeeper(
            name: "host/default",
            holder: holder,
            store: store,
            timing: LeaseTiming(drift: 0),
            clock: clock,
            generator: FixedGenerator(bits: 0),
            logger: quiet,
            placement: { [placement] _ in placement.value },
            mayHandOver: mayHandOver
        )
    }

    @Test("who cannot do the work does not ask, until it can")
    func barred() async throws {
        placement.update { $0 = .barred }
        let keeper = keeper()
        try await withServices([keeper]) { [clock, store, placement] _ in
            try await clock.sleeper(until: .milliseconds(500))
            clock.advance(to: .milliseconds(500))
            try await clock.sleeper(until: .milliseconds(1000))
            #expect(store.calls.value.isEmpty)
            placement.update { $0 = .preferred }
            clock.advance(to: .milliseconds(1000))
            try await store.calls.wait { $0 == [.acquire("a")] }
        }
    }

    @Test(
        "when the lease is given back the preferred tries at once, the next a quarter of a retry later",
        arguments: [0, 1, 2]
    )
    func released(rank: Int) async throws {
        placement.update { $0 = Placement(rank: rank) }
        store.table.update { _ = $0.acquire(holder: "b", duration: .seconds(600), now: .zero) }
        let keeper = keeper()
        try await withServices([keeper]) { [clock, store] _ in
            try await clock.sleeper(until: .milliseconds(500))
            #expect(store.calls.value == [.acquire("a")])
            // Its own announcement says nothing to a keeper.
            keeper.contend(releasedBy: "a")
            store.table.update { $0.release(holder: "b", epoch: 1) }
            keeper.contend(releasedBy: "b")
            if rank > 0 {
                try await clock.sleeper(until: .milliseconds(125 * rank))
                #expect(store.calls.value.count == 1)
                clock.advance(to: .milliseconds(125 * rank))
            }
            try await store.calls.wait { $0.count == 2 }
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 2))
        }
    }

    @Test("a holder that is not preferred hands over after half a minute, drained, and leaves it a retry to the other")
    func handOver() async throws {
        let asked = Observed(0)
        let keeper = keeper {
            asked.update { $0 += 1 }
            return asked.value > 1
        }
        try await withServices([keeper]) { [clock, store, placement] _ in
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 1))
            placement.update { $0 = Placement(rank: 1) }
            for second in stride(from: 2, through: 32, by: 2) {
                try await clock.sleepers(2, until: .seconds(second))
                #expect(keeper.isHeld() == 1)
                clock.advance(to: .seconds(second))
            }
            // Not drained at 30 s, drained at 32 s.
            #expect(await changes.next() == .lost(epoch: 1, reason: .handedOver))
            try await store.calls.wait { $0.contains(.release("a", epoch: 1)) }
            #expect(asked.value == 2)
            try await clock.sleeper(until: .milliseconds(32_500))
            #expect(store.calls.value.count { $0 == .acquire("a") } == 1)
            // Nobody took it: it must not stay without a holder.
            clock.advance(to: .milliseconds(32_500))
            #expect(await changes.next() == .acquired(epoch: 2))
        }
    }

    @Test("when the store changed the lease is lost at once, and nobody acquires for one lease, whatever is announced")
    func storeChanged() async throws {
        let keeper = keeper()
        try await withServices([keeper]) { [clock, store] _ in
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 1))
            try await clock.sleepers(2, until: .seconds(2))
            keeper.storeChanged()
            #expect(keeper.isHeld() == nil)
            #expect(await changes.next() == .lost(epoch: 1, reason: .primaryChanged))
            keeper.contend(releasedBy: "b")
            keeper.contendNow()
            try await clock.sleeper(until: .seconds(6))
            #expect(store.calls.value == [.acquire("a")])
            clock.advance(to: .seconds(6))
            #expect(await changes.next() == .acquired(epoch: 2))
        }
    }
}
