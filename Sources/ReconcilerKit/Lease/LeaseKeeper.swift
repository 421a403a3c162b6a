package import Logging
import ServiceLifecycle
import Synchronization

/// A service that holds one lease of a `LeaseStore` whenever it can, and says at any instant whether it does.
///
/// Whether the lease is held is judged by our own monotonic clock alone, from before each request was sent; with
/// several keepers on one store at most one judges so at a time (`LeaseSimulationTests`). Check `isHeld` right before
/// a side effect; use `changes` to start and stop work.
///
/// Graceful shutdown: a held lease is kept until `beforeRelease` returns, then given up and released. Cancellation:
/// the lease is given up at once and ends by itself in the store, since work may still be on the wire.
package final class LeaseKeeper: Service {
    private struct Guarded {
        var state: LeaseState
        var subscribers: [UInt64: AsyncStream<LeaseChange>.Continuation] = [:]
        var lastSubscriber: UInt64 = 0
        var hasEnded = false
        var isFailing = false
        var generator: AnyGenerator

        /// Called under the lock, so that every subscriber sees all changes after its first in order.
        ///
        /// `yield` runs no code of ours.
        func announce(_ change: LeaseChange?) {
            guard let change else { return }
            for subscriber in subscribers.values { subscriber.yield(change) }
        }
    }

    /// The lease's name in the store.
    package let name: String

    /// Our own name in the store, unique to this process's life.
    package let holder: String

    private let client: LeaseClient
    private let timing: LeaseTiming
    private let timeline: Timeline
    private let logger: Logger
    private let beforeRelease: @Sendable () async -> Void
    private let placement: (@Sendable (_ gone: String?) -> Placement)?
    private let mayHandOver: @Sendable () async -> Bool
    private let guarded: Mutex<Guarded>
    private let wake = WakeSignal()
    private let shutdown = WakeSignal()

    /// - Parameters:
    ///   - name: the lease's name in the store.
    ///   - holder: our own name in the store, unique to this process's life.
    ///   - store: keeps the lease.
    ///   - timing: how long it lasts, and when it is renewed and retried.
    ///   - clock: monotonic, and running while the machine sleeps, as `ContinuousClock` does.
    ///   - generator: the source of jitter.
    ///   - logger: gets the metadata `lease` and `holder`.
    ///   - beforeRelease: on graceful shutdown returns when nothing needs the lease any more; the lease is renewed
    ///     meanwhile. Not called when the lease is not held.
    ///   - placement: where we stand among the replicas for this lease, without the one of the given name; asked often,
    ///     it returns at once. Without it whoever comes first gets the lease and keeps it.
    ///   - mayHandOver: called when the lease belongs with another replica; returns true once nothing needs it any more,
    ///     after which it is given up, or false to keep it for now. The lease is renewed meanwhile. Heeds cancellation.
    package init(
        name: String,
        holder: String,
        store: any LeaseStore,
        timing: LeaseTiming = LeaseTiming(),
        clock: any Clock<Duration> = ContinuousClock(),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        logger: Logger,
        beforeRelease: @escaping @Sendable () async -> Void = {},
        placement: (@Sendable (_ gone: String?) -> Placement)? = nil,
        mayHandOver: @escaping @Sendable () async -> Bool = { true }
    ) {
        self.name = name
        self.placement = placement
        self.mayHandOver = mayHandOver
        self.holder = holder
        self.timing = timing
        self.beforeRelease = beforeRelease
        timeline = Timeline(clock)
        guarded = Mutex(Guarded(state: LeaseState(timing: timing), generator: AnyGenerator(generator)))
        var logger = logger
        logger[.lease] = "\(name)"
        logger[.holder] = "\(holder)"
        self.logger = logger
        client = LeaseClient(
            name: name,
            holder: holder,
            store: store,
            timing: timing,
            timeline: timeline,
            logger: logger
        )
    }

    // MARK: Reading

    /// Whether the lease is held now, and for how long at least.
    package var state: LeaseStatus {
        guarded.withLock { $0.state.status(now: timeline.now) }
    }

    /// The epoch, when the lease is held now and for longer than `margin` even if no renewal succeeds; else nil.
    package func isHeld(margin: Duration = .zero) -> Int64? {
        guard case .held(let epoch, let remaining) = state, remaining > margin else { return nil }
        return epoch
    }

    /// The store's wall clock in microseconds since 1970, carried on from the last grant without stepping back; nil
    /// before the first.
    package var sharedTime: Int64? {
        guarded.withLock { $0.state.sharedTime.read(now: timeline.now) }
    }

    /// Changes from now on, each subscriber all of them; a lease held already comes first as `acquired`.
    ///
    /// Ends when `run()` does. A consumer more than 64 changes behind loses the oldest.
    package func changes() -> AsyncStream<LeaseChange> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LeaseChange.self,
            bufferingPolicy: .bufferingNewest(64)
        )
        let id: UInt64? = guarded.withLock { guarded in
            guard !guarded.hasEnded else { return nil }
            if let epoch = guarded.state.announcedEpoch { continuation.yield(.acquired(epoch: epoch)) }
            guarded.lastSubscriber += 1
            guarded.subscribers[guarded.lastSubscriber] = continuation
            return guarded.lastSubscriber
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.guarded.withLock { $0.subscribers.removeValue(forKey: id) }
        }
        return stream
    }

    /// Tries to acquire now instead of at the next try: somebody said that the lease is free.
    package func contendNow() {
        guarded.withLock { $0.state.wantAttempt() }
        wake.raise()
    }

    /// Tries to acquire as soon as it is our turn: `holder` has given the lease back.
    ///
    /// Those who stand before us go first, each a quarter of a retry ahead of the next.
    package func contend(releasedBy holder: String) {
        guard holder != self.holder else { return }
        let grace = placement?(holder).grace(timing) ?? .zero
        guarded.withLock { $0.state.wantAttempt(at: timeline.now + grace) }
        wake.raise()
    }

    /// Takes note that the store is another one than before: a held lease is lost at once, and none acquired for one
    /// lease's duration.
    package func storeChanged() {
        let change = guarded.withLock { guarded in
            let change = guarded.state.storeChanged(now: timeline.now)
            guarded.announce(change)
            return change
        }
        log(change)
        wake.raise()
    }

    // MARK: Running

    /// Keeps the lease until graceful shutdown or cancellation.
    ///
    /// Run it once.
    package func run() async {
        await withGracefulShutdownHandler {
            await withTaskGroup { group in
                group.addTask { await self.keep() }
                group.addTask { await self.awaitShutdown() }
                if let placement = self.placement { group.addTask { await self.watch(placement) } }
                await group.next()
                group.cancelAll()
            }
            await end()
        } onGracefulShutdown: {
            self.shutdown.raise()
        }
    }

    /// One question at a time, until told to stop.
    private func keep() async {
        while !Task.isCancelled {
            switch nextStep() {
            case .ask(let request): await perform(request)
            case .wait(let deadline): await timeline.sleep(until: deadline, orUntil: wake)
            case .stop: return
            }
        }
    }

    private func nextStep() -> LeaseState.Step {
        expire()
        let mayContend = placement?(nil) != .barred
        return guarded.withLock { $0.state.step(now: timeline.now, mayContend: mayContend) }
    }

    /// Hands the lease over when it belongs with another replica, until the task is cancelled.
    private func watch(_ placement: @Sendable (String?) -> Placement) async {
        var rule = HandOverRule(settling: timing.duration)
        while !Task.isCancelled {
            try? await timeline.sleep(until: timeline.now + timing.renewEvery)
            let held = guarded.withLock { $0.state.heldSince(now: timeline.now) }
            guard rule.judge(placement(nil), heldSince: held, now: timeline.now) else { continue }
            if await mayHandOver() { await handOver(acquiredAt: held) }
        }
    }

    /// Gives up the lease that was acquired then, if it is still that one.
    private func handOver(acquiredAt: Duration?) async {
        let change = guarded.withLock { guarded -> LeaseChange? in
            let now = timeline.now
            guard let acquiredAt, guarded.state.heldSince(now: now) == acquiredAt else { return nil }
            let change = guarded.state.handOver(now: now)
            guarded.announce(change)
            return change
        }
        log(change)
        if case .lost(let epoch, _) = change { await client.release(epoch) }
        wake.raise()
    }

    /// After shutdown was asked for: drains, lets the loop stop, and leaves it one renewal's time to hear the answer
    /// to a question on its way.
    private func awaitShutdown() async {
        await shutdown.wait()
        guard !Task.isCancelled else { return }
        let mustDrain = guarded.withLock { $0.state.beginDrain(now: timeline.now) }
        wake.raise()
        if mustDrain { await beforeRelease() }
        guarded.withLock { $0.state.endDrain() }
        wake.raise()
        try? await timeline.sleep(until: timeline.now + timing.renewEvery)
    }

    private func end() async {
        let reason = Task.isCancelled ? LeaseLoss.cancelled : .released
        let (change, subscribers) = guarded.withLock { guarded in
            let now = timeline.now
            let change = guarded.state.expire(now: now) ?? guarded.state.resign(reason, now: now)
            guarded.announce(change)
            guarded.hasEnded = true
            defer { guarded.subscribers = [:] }
            return (change, Array(guarded.subscribers.values))
        }
        log(change)
        for subscriber in subscribers { subscriber.finish() }
        if case .lost(let epoch, .released) = change { await client.release(epoch) }
    }

    // MARK: Asking the store

    private func perform(_ request: LeaseRequest) async {
        let answer = await client.ask(request) { self.expire() }
        let now = timeline.now
        let (outcome, isNews) = guarded.withLock { guarded in
            let chance = Double.random(in: 0..<1, using: &guarded.generator)
            let outcome = guarded.state.conclude(request, with: answer, now: now, chance: chance)
            if case .announce(let change) = outcome { guarded.announce(change) }
            let wasFailing = guarded.isFailing
            guarded.isFailing = answer == .unknown
            return (outcome, guarded.isFailing && !wasFailing)
        }
        if isNews { logger.warning("lease store does not answer, it is asked again") }
        switch outcome {
        case .nothing: break
        case .announce(let change): log(change)
        case .giveBack(let epoch): await client.release(epoch)
        }
    }

    private func expire() {
        let change = guarded.withLock { guarded in
            let change = guarded.state.expire(now: timeline.now)
            guarded.announce(change)
            return change
        }
        log(change)
    }

    private func log(_ change: LeaseChange?) {
        switch change {
        case nil:
            break
        case .acquired(let epoch):
            logger.info("lease acquired", metadata: Logger.Metadata([.epoch: "\(epoch)"]))
        case .lost(let epoch, let reason):
            let facts: [MetadataKey: Logger.MetadataValue] = [.epoch: "\(epoch)", .reason: "\(reason.rawValue)"]
            logger.log(level: reason.isPlanned ? .info : .warning, "lease lost", metadata: Logger.Metadata(facts))
        }
    }
}
