import HeapModule

/// Keys with the time they become due, each key once: of several times for a key the earliest wins.
///
/// A superseded entry stays in the heap until it surfaces or the heap is rebuilt, so its size stays within twice the
/// number of keys plus a constant. Invariant: the heap's minimum is never superseded.
struct DelayHeap<Key: Hashable & Sendable>: Sendable {
    private struct Entry: Comparable, Sendable {
        let due: Duration
        let order: UInt64
        let key: Key

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            (lhs.due, lhs.order) < (rhs.due, rhs.order)
        }

        static func == (lhs: Entry, rhs: Entry) -> Bool {
            lhs.order == rhs.order
        }
    }

    private static var slack: Int { 64 }

    private var heap = Heap<Entry>()
    private var current: [Key: Entry] = [:]
    private var lastOrder: UInt64 = 0

    /// The number of keys waiting.
    var count: Int { current.count }

    /// Entries held in memory, superseded ones included.
    var footprint: Int { heap.count }

    /// The time the first key becomes due.
    var earliest: Duration? { heap.min?.due }

    /// Notes that `key` is due at `due`, unless it already is earlier.
    /// - Returns: whether `earliest` moved forward.
    mutating func insert(_ key: Key, due: Duration) -> Bool {
        if let known = current[key], known.due <= due { return false }
        let previous = earliest
        lastOrder += 1
        let entry = Entry(due: due, order: lastOrder, key: key)
        current[key] = entry
        heap.insert(entry)
        if heap.count > 2 * current.count + Self.slack { heap = Heap(current.values) }
        return previous.map { due < $0 } ?? true
    }

    /// Removes and returns the first key due at `now` or before; nil when none is.
    mutating func popDue(now: Duration) -> Key? {
        guard let entry = heap.min, entry.due <= now else { return nil }
        heap.removeMin()
        current[entry.key] = nil
        while let next = heap.min, current[next.key] != next { heap.removeMin() }
        return entry.key
    }

    mutating func removeAll() {
        heap = Heap()
        current = [:]
    }
}
