import Synchronization

/// The time of the last event seen, by the engine's clock: where the next watch begins.
final class LatestEvent: Sendable {
    private let latest: Atomic<Int64>

    init(_ nanoseconds: Int64) { latest = Atomic(nanoseconds) }

    var nanoseconds: Int64 { latest.load(ordering: .relaxed) }

    func advance(to nanoseconds: Int64) { latest.max(nanoseconds, ordering: .relaxed) }
}
