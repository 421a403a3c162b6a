/// What happened to one container, for whoever has to understand a failed test.
struct SimulatedStory {
    /// Older lines go.
    private static let limit = 256

    private let start: Timestamp
    private(set) var lines: [SimulatedEvent] = []

    init(start: Timestamp) { self.start = start }

    mutating func tell(_ kind: SimulatedEvent.Kind, at now: Timestamp, _ subject: String, _ message: String = "") {
        lines.append(SimulatedEvent(at: now.elapsed(since: start), kind: kind, subject: subject, message: message))
        if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    }

    /// An instant of the virtual clock, as tests write them.
    func time(_ instant: Timestamp) -> String {
        instant >= start ? "\(instant.elapsed(since: start))" : "-\(start.elapsed(since: instant))"
    }
}
