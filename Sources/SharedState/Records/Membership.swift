import Logging
package import ReconcilerKit
import Synchronization

/// This replica's place among the others: sends its heartbeats, remembers who lives, and says with whom a lease belongs.
package final class Membership: Sendable {
    private let redis: RedisClient
    private let members: Members
    private let identity: String
    private let facts: @Sendable () -> Member
    private let timing: LeaseTiming
    private let timeline: Timeline
    private let known: Mutex<[Member]>
    private let wake = WakeSignal()

    /// - Parameters:
    ///   - redis: where the members are.
    ///   - timing: of the leases: heartbeats go with their renewals, and a member that is silent for one lease is gone.
    ///   - clock: for the pauses.
    ///   - facts: what to tell of this replica; its identity does not change.
    package init(
        redis: RedisClient,
        timing: LeaseTiming = LeaseTiming(),
        clock: any Clock<Duration> = ContinuousClock(),
        facts: @escaping @Sendable () -> Member
    ) {
        self.redis = redis
        self.members = Members(redis: redis)
        self.facts = facts
        self.timing = timing
        self.timeline = Timeline(clock)
        let me = facts()
        self.identity = me.identity
        self.known = Mutex([me])
    }

    /// Who lived at the last look, this replica always among them.
    package var live: [Member] { known.withLock { $0 } }

    /// Sends heartbeats until the task is cancelled.
    package func run() async {
        var isFailing = false
        while !Task.isCancelled {
            do {
                try await beat()
                isFailing = false
            } catch {
                if !isFailing { redis.logger.warning("member heartbeat failed", metadata: ["reason": "\(error)"]) }
                isFailing = true
            }
            await timeline.sleep(until: timeline.now + timing.renewEvery, orUntil: wake)
        }
    }

    /// Lets the next heartbeat come at once: what it tells has changed.
    package func refresh() { wake.raise() }

    /// One heartbeat and one look at the others.
    package func beat() async throws {
        let me = facts()
        try await members.heartbeat(me, lifetime: timing.duration)
        let others = try await members.live().filter { $0.identity != identity }
        known.withLock { $0 = others + [me] }
    }

    /// Takes leave of the others, before the leases are released; cancel and await ``run()`` before.
    package func leave() async {
        do {
            try await members.leave(identity)
        } catch {
            redis.logger.debug("member did not take leave", metadata: ["reason": "\(error)"])
        }
    }

    /// Where this replica stands for a lease.
    ///
    /// - Parameters:
    ///   - lease: its name.
    ///   - host: the Docker host it is about, which those who contend must reach; nil for leases without one.
    ///   - gone: a member that does not count, because it has just given the lease back.
    /// - Returns: its place among those that live and reach the host.
    package func placement(lease: String, host: String? = nil, without gone: String? = nil) -> Placement {
        let candidates = live.filter { member in
            member.identity != gone && (host.map(member.hosts.contains) ?? true)
        }
        return Placement.of(lease, for: identity, among: candidates.map(\.identity))
    }
}
