import HemoStatCore
import SharedState

/// Tells whether people hear of an incident instead of one of its containers: thirty containers failing at once are one
/// message.
struct IncidentCover: Sendable {
    let redis: RedisClient
    /// How long a container's first alert waits for an incident.
    let wait: Duration
    /// The same while several are in trouble.
    let longest: Duration
    let clock: any Clock<Duration>

    private static let pause = Duration.milliseconds(250)
    private static let seconds = 86_400

    /// Waits as long as it takes to know.
    ///
    /// - Throws: `RedisError`; `CancellationError`.
    func covers(_ alert: PendingAlert, _ now: Timestamp) async throws -> Bool {
        guard case .container(let notice) = alert.subject else { return false }
        switch notice.phase {
        case .firing:
            return try await waitForIncident(notice, waited: max(.zero, now.elapsed(since: notice.at).duration))
        case .escalated, .awaitingApproval:
            // A person is needed for this very one.
            _ = try await waitForFirst(notice, waited: max(.zero, now.elapsed(since: notice.at).duration))
            return false
        default:
            return try await waitForFirst(notice, waited: max(.zero, now.elapsed(since: notice.at).duration))
        }
    }

    /// Waits until the episode's first alert is decided upon, which another replica may have in hand: nobody is told of an
    /// end before the beginning.
    private func waitForFirst(_ notice: TransitionNotice, waited: Duration) async throws -> Bool {
        var waited = waited
        let first = RedisKeys.alertSent("\(notice.episode)/\(Phase.firing.rawValue)")
        while true {
            if try await redis.command("EXISTS", RedisKeys.alertCovered(notice.episode)).asInteger == 1 { return true }
            if try await redis.command("EXISTS", first).asInteger == 1 || waited >= wait + longest { return false }
            try await clock.sleep(for: Self.pause)
            waited += Self.pause
        }
    }

    private func waitForIncident(_ notice: TransitionNotice, waited: Duration) async throws -> Bool {
        var waited = waited
        while true {
            let incidents = try await IncidentStore(redis: redis).load(host: notice.host)
            if incidents.contains(where: { $0.covers(notice) }) {
                _ = try await redis.command("SET", RedisKeys.alertCovered(notice.episode), 1, "EX", Self.seconds)
                return true
            }
            if waited >= wait {
                let isBrewing = try await redis.command("EXISTS", RedisKeys.brewing(host: notice.host)).asInteger == 1
                if !isBrewing || waited >= longest { return false }
            }
            try await clock.sleep(for: Self.pause)
            waited += Self.pause
        }
    }
}

extension Incident {
    /// Whether it is what people are told of instead of this.
    fileprivate func covers(_ notice: TransitionNotice) -> Bool {
        let isOfItsTime = closedAt.map { notice.at <= $0 } ?? true
        return isOfItsTime && (containers.contains(notice.containerID) || (isOpen && scope == .host))
    }
}
