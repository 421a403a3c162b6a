/// What a container's events told about its runs one after another, where `StopEvidence` is about the last one only.
package struct RunHistory: Sendable, Equatable {
    /// Starts that followed an end nobody asked for, since the last end somebody did ask for; oldest first.
    package private(set) var restarts: [Timestamp] = []
    /// The last time the kernel killed in it for want of memory.
    package private(set) var oomAt: Timestamp?
    private var hasEndedByItself = false

    /// No policy counts more.
    private static let limit = 1001

    package init() {}

    /// Takes an event in; events must come in the order of their time.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - stop: What is known of the run's end, this event included.
    package mutating func record(_ event: ContainerEvent, stop: StopEvidence) {
        switch event.action {
        case .die:
            hasEndedByItself = stop.requestedAt == nil
            if !hasEndedByItself { restarts = [] }
        case .stop:
            hasEndedByItself = false
            restarts = []
        case .start:
            if hasEndedByItself { restarts.append(event.at) }
            if restarts.count > Self.limit { restarts.removeFirst(restarts.count - Self.limit) }
            hasEndedByItself = false
        case .oom:
            oomAt = event.at
        case .kill, .destroy, .other:
            break
        }
    }
}
