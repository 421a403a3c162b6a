import InMemoryLogging
import Logging
import Testing

@testable import ReconcilerKit

/// One keeper, one store, one clock; the lease lasts 6 s, is renewed every 2 s and retried every 500 ms.
@Suite(.timeLimit(.minutes(1))) struct LeaseKeeperTests {
    private let clock = ManualClock()
    private let store: MemoryLeaseStore

    init() {
        store = MemoryLeaseStore(clock: clock)
    }

    private func keeper(
        _ holder: String = "a",
        logger: Logger = quiet,
        beforeRelease: @escaping @Sendable () async -> Void = {}
    ) -> LeaseKeeper {
        LeaseKeeper(
            name: "host/default",
            holder: holder,
            store: store,
            timing: LeaseTiming(drift: 0),
            clock: clock,
            generator: FixedGenerator(bits: 0),
            logger: logger,
            beforeRelease: beforeRelease
        )
    }

    @Test("a free lease is acquired, and held as long as renewals succeed")
    func renewals() async throws {
        let keeper = keeper()
        #expect(keeper.state == .notHeld && keeper.isHeld() == nil)
        try await withServices([keeper]) { [clock, store] _ in
            for second in stride(from: 2, through: 20, by: 2) {
                try await clock.sleeper(until: .seconds(second))
                #expect(keeper.state == .held(epoch: 1, remaining: .seconds(6)))
                clock.advance(to: .seconds(second))
            }
            try await clock.sleeper(until: .seconds(22))
            #expect(store.calls.value == [.acquire("a")] + Array(repeating: .renew("a", epoch: 1), count: 10))
        }
    }

    @Test("a margin is subtracted from what remains")
    func margin() async throws {
        let keeper = keeper()
        try await withServices([keeper]) { [clock] _ in
            try await clock.sleeper(until: .seconds(2))
            clock.advance(to: .milliseconds(1500))
            #expect(keeper.isHeld(margin: .milliseconds(4499)) == 1)
            #expect(keeper.isHeld(margin: .milliseconds(4500)) == nil)
        }
    }

    @Test("while the store is down the lease lasts to its own end, then it is lost at once")
    func expiry() async throws {
        let keeper = keeper()
        try await withServices([keeper]) { [clock, store] _ in
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 1))
            try await clock.sleeper(until: .seconds(2))
            store.set(.down)
            clock.advance(to: .seconds(2))
            try await clock.sleeper(until: .milliseconds(2500))
            clock.advance(to: .milliseconds(5999))
            #expect(keeper.state == .held(epoch: 1, remaining: .milliseconds(1)))
            try await clock.sleeper(until: .seconds(6))
            clock.advance(to: .seconds(6))
            #expect(keeper.isHeld() == nil)
            #expect(await changes.next() == .lost(epoch: 1, reason: .expired))
            try await clock.sleeper(until: .milliseconds(6500))
            store.set(.up)
            clock.advance(to: .milliseconds(6500))
            #expect(await changes.next() == .acquired(epoch: 2))
        }
    }

    @Test("a renewal that hangs does not delay the news that the lease is lost")
    func hangingRenewal() async throws {
        let keeper = keeper()
        try await withServices([keeper]) { [clock, store] _ in
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 1))
            try await clock.sleeper(until: .seconds(2))
            store.set(.stubborn)
            defer { store.set(.up) }
            clock.advance(to: .seconds(2))
            try await store.calls.wait { $0.count == 2 }
            try await clock.sleeper(until: .seconds(6))
            clock.advance(to: .seconds(6))
            #expect(await changes.next() == .lost(epoch: 1, reason: .expired))
            #expect(store.calls.value.count == 2)
            store.set(.up)
            #expect(await changes.next() == .acquired(epoch: 2))
        }
    }

    @Test("a slow grant is believed from before it was asked for")
    func slowAcquisition() async throws {
        let keeper = keeper()
        store.set(.slow)
        try await withServices([keeper]) { [clock, store] _ in
            var changes = keeper.changes().makeAsyncIterator()
            try await store.calls.wait { $0.count == 1 }
            clock.advance(to: .seconds(1))
            store.set(.up)
            #expect(await changes.next() == .acquired(epoch: 1))
            #expect(keeper.state == .held(epoch: 1, remaining: .seconds(5)))
        }
    }

    @Test("a grant that comes when its time is over is given back")
    func lateGrant() async throws {
        let keeper = keeper()
        store.set(.stubborn)
        try await withServices([keeper]) { [clock, store] _ in
            defer { store.set(.up) }
            var changes = keeper.changes().makeAsyncIterator()
            try await store.calls.wait { $0.count == 1 }
            clock.advance(to: .seconds(6))
            store.set(.up)
            try await store.calls.wait { $0.contains(.release("a", epoch: 1)) }
            try await clock.sleeper(until: .milliseconds(6500))
            #expect(keeper.isHeld() == nil)
            clock.advance(to: .milliseconds(6500))
            #expect(await changes.next() == .acquired(epoch: 2))
        }
    }

    @Test("a lease another holder has is lost at the next renewal, and won back with a larger epoch")
    func stolen() async throws {
        let keeper = keeper()
        try await withServices([keeper]) { [clock, store] _ in
            var changes = keeper.changes().makeAsyncIterator()
            #expect(await changes.next() == .acquired(epoch: 1))
            try await clock.sleeper(until: .seconds(2))
            store.steal()
            clock.advance(to: .seconds(2))
            #expect(await changes.next() == .lost(epoch: 1, reason: .refused))
            try await clock.sleeper(until: .milliseconds(2500))
            clock.advance(to: .seconds(6))
            #expect(await changes.next() == .acquired(epoch: 3))
        }
    }

    @Test("told that the lease is free, a keeper does not wait for its next try")
    func contendNow() async throws {
        let keeper = keeper()
        store.steal()
        try await withServices([keeper]) { [clock, store] _ in
            var changes = keeper.changes().makeAsyncIterator()
            try await clock.sleeper(until: .milliseconds(500))
            try await store.release(name: "host/default", holder: "thief", epoch: 1)
            keeper.contendNow()
            #expect(await changes.next() == .acquired(epoch: 2))
            #expect(clock.now.offset == .zero)
        }
    }

    @Test("the store's time is carried on")
    func sharedTime() async throws {
        let keeper = keeper()
        clock.advance(to: .seconds(1))
        #expect(keeper.sharedTime == nil)
        try await withServices([keeper]) { [clock] _ in
            try await clock.sleeper(until: .seconds(3))
            #expect(keeper.sharedTime == MemoryLeaseStore.start + 1_000_000)
            clock.advance(to: .milliseconds(1500))
            #expect(keeper.sharedTime == MemoryLeaseStore.start + 1_500_000)
        }
    }

    @Test("each subscriber sees all changes, the present one first")
    func subscribers() async throws {
        let keeper = keeper()
        let early = keeper.changes()
        try await withServices([keeper]) { [clock] _ in
            try await clock.sleeper(until: .seconds(2))
            let late = keeper.changes()
            for changes in [early, late] {
                var iterator = changes.makeAsyncIterator()
                #expect(await iterator.next() == .acquired(epoch: 1))
            }
        }
        var after = keeper.changes().makeAsyncIterator()
        #expect(await after.next() == nil)
    }

    @Test("a store that does not answer is reported once, not at every try")
    func reportedOnce() async throws {
        let handler = InMemoryLogHandler()
        let keeper = keeper(logger: Logger(label: "test") { _ in handler })
        store.set(.down)
        try await withServices([keeper]) { [clock] _ in
            for step in 1...4 {
                try await clock.sleeper(until: .milliseconds(500 * step))
                clock.advance(to: .milliseconds(500 * step))
            }
        }
        let warnings = handler.entries.filter { $0.level == .warning }
        #expect(warnings.map(\.message) == ["lease store does not answer, it is asked again"])
        #expect(warnings.first?.metadata["lease"] == "host/default" && warnings.first?.metadata["holder"] == "a")
    }
}
