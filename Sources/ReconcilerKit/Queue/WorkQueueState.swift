import DequeModule

/// The rules of a work queue, without threads, clocks or continuations: each method changes the state and returns what
/// its caller must do.
///
/// Time is a `Duration` on the caller's timeline, waiters are numbers the caller chose.
///
/// A key is in one of four places: *ready* (waits for a worker), *processing*, processing and *dirty* (added
/// meanwhile: ready again at `done`), or nowhere. Independently it may have one delay. Invariant: workers wait only
/// while no key is ready.
struct WorkQueueState<Key: Hashable & Sendable>: Sendable {
    /// A caller of `next` or `drain` that is suspended.
    typealias Waiter = UInt64

    private var ready: Deque<Key> = []
    private var dirty: Set<Key> = []
    private var processing: Set<Key> = []
    private var delays = DelayHeap<Key>()
    private var failures: [Key: Int] = [:]
    private var waiters: Deque<Waiter> = []
    private var drainers: [Waiter] = []
    private(set) var isShutDown = false

    /// Keys that wait for a worker now.
    var depth: Int { ready.count }

    /// Keys handed out and not yet done.
    var inFlight: Int { processing.count }

    /// Keys with a delay that has not passed.
    var delayed: Int { delays.count }

    /// Workers suspended in `next`.
    var idle: Int { waiters.count }

    // MARK: Adding

    /// Makes `key` ready, once however often it is added; while it is being processed, when that is done.
    ///
    /// A delay of the same key stays. Does nothing after shutdown.
    mutating func add(_ key: Key) -> Delivery? {
        guard !isShutDown, dirty.insert(key).inserted, !processing.contains(key) else { return nil }
        return makeReady(key)
    }

    /// Makes `key` ready at `due`; of several times for one key the earliest wins.
    mutating func add(_ key: Key, due: Duration, now: Duration) -> DelayedAdd {
        guard !isShutDown else { return .nothing }
        guard due > now else { return add(key).map(DelayedAdd.deliver) ?? .nothing }
        return delays.insert(key, due: due) ? .rearmTimer : .nothing
    }

    /// Counts one more failure of `key`.
    /// - Returns: failures before this one.
    mutating func countFailure(of key: Key) -> Int {
        guard !isShutDown else { return 0 }
        let earlier = failures[key, default: 0]
        failures[key] = earlier == .max ? earlier : earlier + 1
        return earlier
    }

    /// Starts the failure count of `key` afresh.
    mutating func forget(_ key: Key) {
        failures[key] = nil
    }

    /// Makes every key ready whose delay has passed.
    mutating func fireTimer(now: Duration) -> TimerStep {
        var deliveries: [Delivery] = []
        while let key = delays.popDue(now: now) {
            if let delivery = add(key) { deliveries.append(delivery) }
        }
        return TimerStep(deliveries: deliveries, rearmAt: delays.earliest)
    }

    // MARK: Working

    /// Hands out the longest ready key, or notes that `waiter` waits for one.
    mutating func next(waiter: Waiter, isCancelled: Bool) -> NextStep {
        guard !isShutDown, !isCancelled else { return .finish }
        guard let key = ready.popFirst() else {
            waiters.append(waiter)
            return .wait
        }
        handOut(key)
        return .take(key)
    }

    /// Ends the processing of `key`, which is ready again at once when it was added meanwhile.
    mutating func done(_ key: Key) -> DoneStep {
        guard processing.remove(key) != nil else { return .nothing }
        if isShutDown {
            guard processing.isEmpty else { return .nothing }
            defer { drainers = [] }
            return .drained(drainers)
        }
        guard dirty.contains(key) else { return .nothing }
        return makeReady(key).map(DoneStep.deliver) ?? .nothing
    }

    // MARK: Ending

    /// Forgets all that is not being processed and refuses what comes.
    /// - Returns: the waiters of `next` to let go.
    mutating func shutDown() -> [Waiter] {
        isShutDown = true
        ready = []
        dirty = []
        failures = [:]
        delays.removeAll()
        defer { waiters = [] }
        return Array(waiters)
    }

    /// Notes that `waiter` waits for the last key in flight.
    /// - Returns: whether there is something to wait for.
    mutating func drain(waiter: Waiter, isCancelled: Bool) -> Bool {
        guard !processing.isEmpty, !isCancelled else { return false }
        drainers.append(waiter)
        return true
    }

    /// Takes back a wait of `next` or `drain`; nothing happens when it has ended already.
    mutating func cancel(waiter: Waiter) {
        waiters.removeAll { $0 == waiter }
        drainers.removeAll { $0 == waiter }
    }

    private mutating func makeReady(_ key: Key) -> Delivery? {
        guard let waiter = waiters.popFirst() else {
            ready.append(key)
            return nil
        }
        handOut(key)
        return Delivery(key: key, waiter: waiter)
    }

    private mutating func handOut(_ key: Key) {
        dirty.remove(key)
        processing.insert(key)
    }
}
