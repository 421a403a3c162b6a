/// What Docker's events told about the end of a container's last run.
///
/// `docker stop` and `docker restart` show as `kill`, `die`, `stop`; `docker kill` as `kill`, `die`; a crash as
/// `die` alone (https://docs.docker.com/reference/cli/docker/system/events/).
package struct StopEvidence: Sendable, Equatable, Codable {
    /// When somebody's request ended the run; nil when none was seen.
    package private(set) var requestedAt: Timestamp?
    /// When the run ended; nil when nobody saw it.
    package private(set) var diedAt: Timestamp?
    private var lastKill: Timestamp?
    private var lastTerminatingKill: Timestamp?
    private var stoppedAt: Timestamp?

    package init() {}

    /// HUP, USR1, USR2, CONT, URG: sent to running processes to make them reload or report.
    ///
    /// Any other means an end: images set their own STOPSIGNAL (`WINCH` for httpd, `QUIT` for nginx).
    private static let harmless: Set<Int> = [1, 10, 12, 18, 23]
    /// A signal of any number this shortly before the end is taken for its cause.
    private static let killCauses = PolicyDuration.seconds(10)
    /// Nobody waits longer than this for a graceful end: a process that outlived such a signal (a JVM answers `QUIT` with a
    /// thread dump) and ends later did not end of it.
    private static let longestStop = PolicyDuration.hours(1)
    /// How long Docker may take to say `stop` after `die`.
    private static let settling = PolicyDuration.seconds(1)

    package var sawDie: Bool { diedAt != nil }

    /// When somebody asked for the end, at the last signal; the end itself may come much later, where `dockerd` died between.
    package var askedAt: Timestamp? { requestedAt.map { lastTerminatingKill ?? lastKill ?? $0 } }

    /// Events must come in the order of their time.
    package mutating func record(_ event: ContainerEvent) {
        switch event.action {
        case .start:
            self = StopEvidence()
        case .kill(let signal):
            lastKill = event.at
            if signal.map({ !Self.harmless.contains($0) }) ?? true {
                lastTerminatingKill = event.at
                requestedAt = event.at
            }
        case .die:
            diedAt = event.at
            requestedAt = isCaused(at: event.at) ? event.at : nil
        case .stop:
            requestedAt = event.at
            stoppedAt = event.at
        case .oom, .destroy, .other:
            break
        }
    }

    /// Whether a request is behind an end at this instant; Podman may tell `stop` before `die`.
    private func isCaused(at end: Timestamp) -> Bool {
        func isWithin(_ span: PolicyDuration, _ cause: Timestamp?) -> Bool {
            cause.map { end.elapsed(since: $0) <= span } ?? false
        }
        return isWithin(Self.longestStop, lastTerminatingKill) || isWithin(Self.killCauses, lastKill)
            || isWithin(Self.killCauses, stoppedAt)
    }

    /// The part that is about a run that began then: none of it where all is older, because a `start` was missed.
    func about(runSince startedAt: Timestamp?) -> StopEvidence {
        let latest = [requestedAt, diedAt, lastKill].compactMap { $0 }.max()
        guard let startedAt, let latest, latest < startedAt else { return self }
        return StopEvidence()
    }

    /// Until when the events of an end seen in Docker's state may still be on their way; nil when all is known.
    ///
    /// - Parameters:
    ///   - finishedAt: The end as Docker's state tells it.
    ///   - now: An end that lies in the future by Docker's clock is not waited for.
    /// - Returns: the end of the wait.
    func settles(finishedAt: Timestamp?, now: Timestamp) -> Timestamp? {
        guard requestedAt == nil else { return nil }
        if let diedAt { return lastKill == nil ? nil : diedAt + Self.settling }
        guard let finishedAt, finishedAt <= now + Self.settling else { return nil }
        return finishedAt + Self.settling
    }
}
