/// The rules of keeping a lease, without tasks or clocks: each method takes the time on the caller's timeline,
/// changes the state and returns what the caller must do.
///
/// Safety: a grant is believed from before it was asked for until `LeaseTiming.lifetime` later, by our own clock
/// alone. The store counts the longer `duration` from a later instant, so while we believe, it grants to nobody else.
struct LeaseState: Sendable {
    /// What the keeper's loop does next.
    enum Step: Sendable, Equatable {
        case ask(LeaseRequest)

        /// Nothing before this time, or until woken when nil.
        case wait(until: Duration?)
        case stop
    }

    private struct Tenure {
        let epoch: Int64
        let acquiredAt: Duration
        var expiresAt: Duration
        var renewAt: Duration
    }

    private enum Ending {
        case open
        /// No new acquisition; a held lease is renewed while its work drains.
        case draining
        case drained
    }

    private let timing: LeaseTiming
    private var tenure: Tenure?
    private var nextAttempt = Duration.zero
    /// Overrides `nextAttempt` when somebody said that the lease is free.
    private var wantedAttempt: Duration?
    /// No acquisition before: the store changed.
    private var barredUntil = Duration.zero
    private var ending = Ending.open
    private var lastEpoch = Int64.min
    private(set) var sharedTime = SharedTime()

    init(timing: LeaseTiming) {
        self.timing = timing
    }

    /// The one judgement of whether the lease is held.
    func status(now: Duration) -> LeaseStatus {
        guard let tenure, now < tenure.expiresAt else { return .notHeld }
        return .held(epoch: tenure.epoch, remaining: tenure.expiresAt - now)
    }

    /// When the lease that is held was acquired; nil when none is, or shutdown has begun.
    func heldSince(now: Duration) -> Duration? {
        guard ending == .open, status(now: now) != .notHeld else { return nil }
        return tenure?.acquiredAt
    }

    /// The epoch last announced as acquired and not yet as lost, expired or not.
    var announcedEpoch: Int64? { tenure?.epoch }

    // MARK: Asking

    /// Ends a lease whose time is over.
    ///
    /// Comes before `step`.
    mutating func expire(now: Duration) -> LeaseChange? {
        guard let tenure, now >= tenure.expiresAt else { return nil }
        return lose(.expired, now: now)
    }

    /// - Parameters:
    ///   - now: the time.
    ///   - mayContend: whether a lease that is not held may be asked for.
    /// - Returns: what the keeper's loop does.
    mutating func step(now: Duration, mayContend: Bool = true) -> Step {
        if ending == .drained { return .stop }
        if let tenure {
            guard now >= tenure.renewAt else { return .wait(until: min(tenure.renewAt, tenure.expiresAt)) }
            return .ask(LeaseRequest(kind: .renew(epoch: tenure.epoch), sentAt: now, deadline: tenure.expiresAt))
        }
        if ending == .draining { return .wait(until: nil) }
        let due = max(wantedAttempt ?? nextAttempt, barredUntil)
        guard now >= due else { return .wait(until: due) }
        wantedAttempt = nil
        guard mayContend else {
            nextAttempt = now + timing.retryEvery
            return .wait(until: nextAttempt)
        }
        return .ask(LeaseRequest(kind: .acquire, sentAt: now, deadline: now + timing.lifetime))
    }

    /// Lets the next attempt come at once, or right after the one under way.
    ///
    /// No effect on a held lease.
    mutating func wantAttempt() {
        wantAttempt(at: .zero)
    }

    /// Lets the next attempt come at this time, earlier or later than it would have.
    ///
    /// No effect on a held lease.
    mutating func wantAttempt(at time: Duration) {
        wantedAttempt = tenure == nil ? time : nil
    }

    // MARK: Answers

    /// Takes in what became of a request.
    ///
    /// - Parameters:
    ///   - request: the question `step` told the caller to ask.
    ///   - answer: what came of it.
    ///   - now: when the answer came.
    ///   - chance: 0 … 1, takes up to half off the wait before a further try.
    /// - Returns: what the caller must do.
    mutating func conclude(
        _ request: LeaseRequest,
        with answer: LeaseAnswer,
        now: Duration,
        chance: Double
    ) -> LeaseOutcome {
        if case .granted(let grant) = answer { sharedTime.set(grant.sharedTime, now: now) }
        let retryAt = now + timing.retryEvery * (1 - chance / 2)
        switch request.kind {
        case .acquire: return concludeAcquisition(request, answer, now: now, retryAt: retryAt)
        case .renew(let epoch): return concludeRenewal(request, of: epoch, answer, now: now, retryAt: retryAt)
        }
    }

    private mutating func concludeAcquisition(
        _ request: LeaseRequest,
        _ answer: LeaseAnswer,
        now: Duration,
        retryAt: Duration
    ) -> LeaseOutcome {
        nextAttempt = retryAt
        guard case .granted(let grant) = answer else { return .nothing }
        let expiresAt = request.sentAt + timing.lifetime
        guard ending == .open, tenure == nil, now < expiresAt, now >= barredUntil, grant.epoch > lastEpoch else {
            return .giveBack(epoch: grant.epoch)
        }
        lastEpoch = grant.epoch
        wantedAttempt = nil
        tenure = Tenure(
            epoch: grant.epoch,
            acquiredAt: now,
            expiresAt: expiresAt,
            renewAt: request.sentAt + timing.renewEvery
        )
        return .announce(.acquired(epoch: grant.epoch))
    }

    private mutating func concludeRenewal(
        _ request: LeaseRequest,
        of epoch: Int64,
        _ answer: LeaseAnswer,
        now: Duration,
        retryAt: Duration
    ) -> LeaseOutcome {
        guard let tenure, tenure.epoch == epoch else { return .nothing }
        guard now < tenure.expiresAt else { return .announce(lose(.expired, of: tenure, now: now)) }
        switch answer {
        case .granted(let grant) where grant.epoch == epoch:
            self.tenure?.expiresAt = request.sentAt + timing.lifetime
            self.tenure?.renewAt = request.sentAt + timing.renewEvery
            return .nothing
        case .granted, .refused:
            return .announce(lose(.refused, of: tenure, now: now))
        case .storeChanged:
            barredUntil = now + timing.duration
            return .announce(lose(.primaryChanged, of: tenure, now: now))
        case .unknown:
            self.tenure?.renewAt = retryAt
            return .nothing
        }
    }

    // MARK: Losing

    /// Takes note that the store is another one than before: a held lease is lost, and none acquired for its duration.
    mutating func storeChanged(now: Duration) -> LeaseChange? {
        barredUntil = now + timing.duration
        return lose(.primaryChanged, now: now)
    }

    /// Gives a held lease to whom it belongs with, and leaves it to others for one retry.
    mutating func handOver(now: Duration) -> LeaseChange? {
        let change = lose(.handedOver, now: now)
        if change != nil { wantedAttempt = now + timing.retryEvery }
        return change
    }

    // MARK: Ending

    /// Begins shutdown.
    /// - Returns: whether there is a lease whose work must drain.
    mutating func beginDrain(now: Duration) -> Bool {
        if ending == .open { ending = .draining }
        return status(now: now) != .notHeld
    }

    /// Lets the loop stop.
    mutating func endDrain() {
        ending = .drained
    }

    /// Gives up a held lease; nothing acquires it again.
    mutating func resign(_ reason: LeaseLoss, now: Duration) -> LeaseChange? {
        ending = .drained
        return lose(reason, now: now)
    }

    private mutating func lose(_ reason: LeaseLoss, now: Duration) -> LeaseChange? {
        tenure.map { lose(reason, of: $0, now: now) }
    }

    private mutating func lose(_ reason: LeaseLoss, of lost: Tenure, now: Duration) -> LeaseChange {
        tenure = nil
        nextAttempt = now
        return .lost(epoch: lost.epoch, reason: reason)
    }
}
