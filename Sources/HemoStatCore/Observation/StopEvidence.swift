/// What Docker's events told about the end of a container's last run, and about what people did to it meanwhile.
///
/// `docker stop` and `docker restart` show as `kill`, `die`, `stop`; `docker kill` as `kill`, `die`; a crash, and a
/// process killed past Docker, as `die` alone (https://docs.docker.com/reference/cli/docker/system/events/). Compose
/// renames what it replaces, and a person renames what is to be kept aside.
package struct StopEvidence: Sendable, Equatable, Codable {
    /// When somebody's request ended the run; nil when none was seen.
    package private(set) var requestedAt: Timestamp?
    /// When the run ended; nil when nobody saw it.
    package private(set) var diedAt: Timestamp?
    /// When somebody paused it; nil when it was let go on since.
    package private(set) var pausedAt: Timestamp?
    /// When somebody last gave it another name, since it was started.
    package private(set) var renamedAt: Timestamp?
    /// When somebody's request ended the run before this one.
    package private(set) var earlierRequestedAt: Timestamp?
    private var lastKill: Timestamp?
    /// The number of that signal; nil when Docker did not tell it.
    private var lastSignal: Int?
    private var lastTerminatingKill: Timestamp?
    private var stoppedAt: Timestamp?

    package init() {}

    /// HUP, USR1, USR2, CONT, URG: sent to running processes to make them reload or report.
    ///
    /// Any other means an end: images set their own STOPSIGNAL (`WINCH` for httpd, `QUIT` for nginx).
    private static let harmless: Set<Int> = [1, 10, 12, 18, 23]
    /// A harmless signal this shortly before an end of it is taken for its cause.
    private static let killCauses = PolicyDuration.seconds(10)
    /// How long a container may take to end after it was asked to, and to be replaced after it was renamed.
    ///
    /// A process that goes on after that ignored the signal: what ends it later is another matter (a JVM answers `QUIT` with
    /// a thread dump). Where Docker itself waits longer, its `stop` tells.
    static let patience = PolicyDuration.minutes(10)
    /// How long Docker may take to say `stop` after `die`.
    private static let settling = PolicyDuration.seconds(1)

    package var sawDie: Bool { diedAt != nil }

    /// When somebody asked for the end, at the last signal; the end itself may come much later, where `dockerd` died between.
    package var askedAt: Timestamp? { requestedAt.map { lastTerminatingKill ?? lastKill ?? $0 } }

    /// Events must come in the order of their time.
    package mutating func record(_ event: ContainerEvent) {
        switch event.action {
        case .start:
            self = ended
        case .kill(let signal):
            (lastKill, lastSignal) = (event.at, signal)
            if signal.map({ !Self.harmless.contains($0) }) ?? true {
                lastTerminatingKill = event.at
                requestedAt = event.at
            }
        case .die(let exitCode):
            diedAt = event.at
            pausedAt = nil
            requestedAt = isCaused(at: event.at, exitCode) ? event.at : nil
        case .stop:
            requestedAt = event.at
            stoppedAt = event.at
        case .pause:
            pausedAt = event.at
        case .unpause:
            pausedAt = nil
        case .rename:
            renamedAt = event.at
        case .oom, .destroy, .other:
            break
        }
    }

    /// What is left of it when the next run begins.
    private var ended: StopEvidence {
        var next = StopEvidence()
        next.earlierRequestedAt = requestedAt
        return next
    }

    /// Whether a request is behind an end at this instant; Podman may tell `stop` before `die`.
    private func isCaused(at end: Timestamp, _ exitCode: Int) -> Bool {
        func isWithin(_ span: PolicyDuration, _ cause: Timestamp?) -> Bool {
            cause.map { end.elapsed(since: $0) <= span } ?? false
        }
        // Whoever dies of a signal says so; one that read a broken configuration after a HUP and gave up has crashed.
        let diesOfSignal = lastSignal.map { exitCode == 128 + $0 } ?? true
        return isWithin(Self.patience, lastTerminatingKill) || (diesOfSignal && isWithin(Self.killCauses, lastKill))
            || isWithin(Self.killCauses, stoppedAt)
    }

    /// The part that is about a run that began then: none of it where all is older, because a `start` was missed.
    func about(runSince startedAt: Timestamp?) -> StopEvidence {
        let latest = [requestedAt, diedAt, lastKill, pausedAt, renamedAt].compactMap { $0 }.max()
        guard let startedAt, let latest, latest < startedAt else { return self }
        return ended
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
