/// Who waits for the head of a streamed response.
///
/// Pure.
struct HeadSlot<Waiter: Sendable>: Sendable {
    private enum Phase {
        case idle
        case waiting(Waiter)
        case over
    }

    private var phase = Phase.idle

    /// Whether somebody waits.
    var isAwaited: Bool {
        if case .waiting = phase { true } else { false }
    }

    /// False when it was cancelled before it began; the waiter stays the caller's then.
    mutating func begin(_ waiter: Waiter) -> Bool {
        guard case .idle = phase else { return false }
        phase = .waiting(waiter)
        return true
    }

    /// The head, or the failure, is there: who is to have it.
    mutating func pass() -> Waiter? {
        guard case .waiting(let waiter) = phase else { return nil }
        phase = .over
        return waiter
    }

    /// Who is to learn of the cancellation; one that has not begun never will.
    mutating func cancel() -> Waiter? {
        defer { phase = .over }
        return pass()
    }
}
