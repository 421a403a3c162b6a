import Testing

@testable import ReconcilerKit

@Suite struct LeaseStateTests {
    /// Lifetime 6 s, so that the numbers are round.
    private let timing = LeaseTiming(drift: 0)

    private func acquire(
        _ state: inout LeaseState,
        epoch: Int64 = 1,
        sentAt: Duration = .zero,
        now: Duration
    ) -> LeaseOutcome {
        let request = LeaseRequest(kind: .acquire, sentAt: sentAt, deadline: sentAt + timing.lifetime)
        return state.conclude(request, with: grant(epoch), now: now, chance: 0)
    }

    private func renew(
        _ state: inout LeaseState,
        _ answer: LeaseAnswer,
        sentAt: Duration,
        now: Duration
    ) -> LeaseOutcome {
        let request = LeaseRequest(kind: .renew(epoch: 1), sentAt: sentAt, deadline: .seconds(6))
        return state.conclude(request, with: answer, now: now, chance: 0)
    }

    private func grant(_ epoch: Int64) -> LeaseAnswer {
        .granted(LeaseGrant(epoch: epoch, sharedTime: 0))
    }

    @Test("a grant is believed from before it was asked for")
    func fromBeforeTheRequest() {
        var state = LeaseState(timing: timing)
        let outcome = acquire(&state, now: .seconds(2))
        #expect(outcome == .announce(.acquired(epoch: 1)))
        #expect(state.status(now: .seconds(2)) == .held(epoch: 1, remaining: .seconds(4)))
        #expect(state.status(now: .seconds(6)) == .notHeld)
    }

    @Test("believed for less than granted, by the drift")
    func drift() {
        let timing = LeaseTiming(duration: .seconds(6), drift: 0.25)
        #expect(timing.lifetime == .milliseconds(4500))
    }

    @Test("times out of range are clamped, so that a renewal fits twice into a lifetime")
    func clamped() {
        let timing = LeaseTiming(duration: .seconds(2), renewEvery: .seconds(30), retryEvery: .zero, drift: -3)
        #expect(timing.renewEvery == .seconds(1) && timing.drift == 0 && timing.retryEvery > .zero)
    }

    @Test(
        "a grant that comes too late, or with an epoch seen before, is given back",
        arguments: [(6, 1), (9, 1), (1, 0)]
    )
    func uselessGrant(seconds: Int, epoch: Int64) {
        var state = LeaseState(timing: timing)
        if epoch == 0 {
            _ = acquire(&state, epoch: 0, now: .zero)
            _ = state.expire(now: .seconds(6))
        }
        let sentAt = epoch == 0 ? Duration.seconds(6) : .zero
        let outcome = acquire(&state, epoch: epoch, sentAt: sentAt, now: sentAt + .seconds(seconds))
        #expect(outcome == .giveBack(epoch: epoch))
        #expect(state.status(now: sentAt + .seconds(seconds)) == .notHeld)
    }

    @Test("a renewal lengthens from when it was sent")
    func renewal() {
        var state = LeaseState(timing: timing)
        _ = acquire(&state, now: .zero)
        let early = state.step(now: .seconds(1))
        let due = state.step(now: .seconds(2))
        #expect(early == .wait(until: .seconds(2)))
        #expect(due == .ask(LeaseRequest(kind: .renew(epoch: 1), sentAt: .seconds(2), deadline: .seconds(6))))
        let outcome = renew(&state, grant(1), sentAt: .seconds(2), now: .seconds(5))
        #expect(outcome == .nothing)
        #expect(state.status(now: .seconds(5)) == .held(epoch: 1, remaining: .seconds(3)))
    }

    @Test("an unanswered renewal is tried again, and keeps the lease only until its own end")
    func failedRenewal() {
        var state = LeaseState(timing: timing)
        _ = acquire(&state, now: .zero)
        let outcome = renew(&state, .unknown, sentAt: .seconds(2), now: .seconds(3))
        let step = state.step(now: .seconds(3))
        #expect(outcome == .nothing && step == .wait(until: .milliseconds(3500)))
        let early = state.expire(now: .milliseconds(5999))
        let expiry = state.expire(now: .seconds(6))
        #expect(early == nil && expiry == .lost(epoch: 1, reason: .expired))
    }

    @Test("a refused renewal, or one with another epoch, ends the lease at once", arguments: [nil, 2] as [Int64?])
    func refusedRenewal(epoch: Int64?) {
        var state = LeaseState(timing: timing)
        _ = acquire(&state, now: .zero)
        let outcome = renew(&state, epoch.map(grant) ?? .refused, sentAt: .seconds(2), now: .seconds(3))
        #expect(outcome == .announce(.lost(epoch: 1, reason: .refused)))
        #expect(state.status(now: .seconds(3)) == .notHeld)
    }

    @Test("a renewal that arrives after the lease ended does not bring it back")
    func lateRenewal() {
        var state = LeaseState(timing: timing)
        _ = acquire(&state, now: .zero)
        var unannounced = state
        _ = state.expire(now: .seconds(6))
        let afterExpiry = renew(&state, grant(1), sentAt: .seconds(5), now: .seconds(7))
        #expect(afterExpiry == .nothing && state.status(now: .seconds(7)) == .notHeld)
        let before = renew(&unannounced, grant(1), sentAt: .seconds(5), now: .seconds(7))
        #expect(before == .announce(.lost(epoch: 1, reason: .expired)))
    }

    @Test("chance takes up to half off the wait for the next try", arguments: [(0.0, 500), (0.5, 375), (1.0, 250)])
    func retry(chance: Double, milliseconds: Int) {
        var state = LeaseState(timing: timing)
        let request = LeaseRequest(kind: .acquire, sentAt: .zero, deadline: .seconds(6))
        let outcome = state.conclude(request, with: .refused, now: .zero, chance: chance)
        let step = state.step(now: .zero)
        #expect(outcome == .nothing && step == .wait(until: .milliseconds(milliseconds)))
    }

    @Test("told that the lease is free, the next try comes at once, also after one under way")
    func wantAttempt() {
        var state = LeaseState(timing: timing)
        let request = LeaseRequest(kind: .acquire, sentAt: .zero, deadline: .seconds(6))
        let first = state.step(now: .zero)
        state.wantAttempt()
        _ = state.conclude(request, with: .refused, now: .zero, chance: 0)
        let second = state.step(now: .zero)
        _ = state.conclude(request, with: .refused, now: .zero, chance: 0)
        let third = state.step(now: .zero)
        #expect(first == .ask(request) && second == .ask(request))
        #expect(third == .wait(until: .milliseconds(500)))
    }

    @Test("shutting down, it renews but does not acquire, gives a grant back, and stops when drained")
    func ending() {
        var state = LeaseState(timing: timing)
        _ = acquire(&state, now: .zero)
        let mustDrain = state.beginDrain(now: .seconds(1))
        let held = state.step(now: .seconds(1))
        #expect(mustDrain && held == .wait(until: .seconds(2)))
        let lost = renew(&state, .refused, sentAt: .seconds(2), now: .seconds(2))
        #expect(lost == .announce(.lost(epoch: 1, reason: .refused)))
        let notHeld = state.step(now: .seconds(3))
        #expect(notHeld == .wait(until: nil))
        let grant = acquire(&state, epoch: 2, sentAt: .seconds(2), now: .seconds(3))
        #expect(grant == .giveBack(epoch: 2))
        state.endDrain()
        let drained = state.step(now: .seconds(3))
        #expect(drained == .stop)
        let resigned = state.resign(.released, now: .seconds(3))
        #expect(resigned == nil)
    }
}
