/// When entries that were handed out without being acknowledged are to be handed out again.
///
/// The truth is Redis' pending list; this only remembers the times. Times are durations since any fixed moment.
struct StreamRetrySchedule {
    private struct Item {
        var attempts: Int
        /// Nil while the handler has the entry.
        var due: Duration?
    }

    private let initial: Duration
    private let maximum: Duration
    private var items: [StreamEntryID: Item] = [:]

    init(initial: Duration, maximum: Duration) {
        self.initial = initial
        self.maximum = maximum
    }

    var count: Int { items.count }

    /// The moment of the next retry; nil when nothing waits for one.
    var nextDue: Duration? { items.values.lazy.compactMap(\.due).min() }

    /// The entries to retry, in the order of the stream.
    func due(at now: Duration) -> [StreamEntryID] {
        items.filter { $0.value.due.map { $0 <= now } ?? false }.keys.sorted()
    }

    /// Whether the entry was handed out and its time has not come again.
    func isWaiting(_ id: StreamEntryID, at now: Duration) -> Bool {
        guard let item = items[id] else { return false }
        return item.due.map { $0 > now } ?? true
    }

    mutating func handOut(_ id: StreamEntryID) {
        items[id] = Item(attempts: (items[id]?.attempts ?? 0) + 1, due: nil)
    }

    /// The handler returned; the entry is retried unless it was settled meanwhile.
    mutating func returned(_ id: StreamEntryID, at now: Duration) {
        guard let attempts = items[id]?.attempts else { return }
        items[id]?.due = now + min(initial * (1 << min(attempts - 1, 20)), maximum)
    }

    /// The entry was acknowledged, deleted or taken over by another consumer.
    mutating func settle(_ id: StreamEntryID) {
        items[id] = nil
    }
}
