/// A door tests hold shut: callers wait in `pass` until it is opened.
final class Gate: Sendable {
    private let isOpen: Observed<Bool>
    private let arrived = Observed(0)

    init(open: Bool = false) {
        isOpen = Observed(open)
    }

    /// Suspends until the gate is open.
    /// - Throws: `CancellationError` when the task is cancelled.
    func pass() async throws {
        arrived.update { $0 += 1 }
        try await isOpen.wait { $0 }
    }

    func open() {
        isOpen.update { $0 = true }
    }

    /// Waits until so many callers have come to the gate since it was made.
    func arrivals(_ count: Int) async throws {
        try await arrived.wait { $0 >= count }
    }
}
