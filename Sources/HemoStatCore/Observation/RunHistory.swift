/// What a container's events told about its runs one after another, where `StopEvidence` is about the last one only.
package struct RunHistory: Sendable, Equatable {
    /// Starts that followed an end nobody asked for, since the last end somebody did ask for; oldest first.
    package private(set) var restarts: [Timestamp] = []
    /// The last time the kernel killed in it for want of memory.
    package private(set) var oomAt: Timestamp?
    private var hasEndedByItself = false
    /// When the run before was killed without a word of memory so far.
    private var unexplainedKill: Timestamp?
    private var startedAt: Timestamp?
    private var latest: Timestamp?

    /// How long after the next start Docker may still tell of the kill before it: seconds on a loaded machine.
    private static let lateness = PolicyDuration.seconds(5)
    /// No policy counts more.
    private static let limit = 1001

    package init() {}

    /// Takes an event in; events must come in the order of their time.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - stop: What is known of the run's end, this event included.
    package mutating func record(_ event: ContainerEvent, stop: StopEvidence) {
        // A reconnected stream may tell some again.
        if let latest, event.at < latest { return }
        latest = event.at
        switch event.action {
        case .die(let exitCode):
            let isTold = oomAt.map { oom in startedAt.map { oom >= $0 } ?? true } ?? false
            unexplainedKill = exitCode == 137 && stop.requestedAt == nil && !isTold ? event.at : nil
            hasEndedByItself = stop.requestedAt == nil
            if !hasEndedByItself { restarts = [] }
        case .stop:
            hasEndedByItself = false
            restarts = []
        case .start:
            startedAt = event.at
            if hasEndedByItself { restarts.append(event.at) }
            if restarts.count > Self.limit { restarts.removeFirst(restarts.count - Self.limit) }
            hasEndedByItself = false
        case .oom:
            // Docker may tell the kill after the end it led to, and even after the next start: it is of the run that is over.
            if let killed = unexplainedKill,
                startedAt.map({ $0 <= killed || event.at.elapsed(since: $0) <= Self.lateness }) ?? true
            {
                oomAt = killed
                unexplainedKill = nil
            } else {
                oomAt = stop.diedAt.map { min($0, event.at) } ?? event.at
            }
        case .kill, .pause, .unpause, .rename, .destroy, .other:
            break
        }
    }
}
