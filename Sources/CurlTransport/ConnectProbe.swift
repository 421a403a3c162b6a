import Synchronization

/// One attempt to connect: waits for the connection, of which nothing else is wanted.
final class ConnectProbe: TransferSink {
    private typealias Waiter = CheckedContinuation<Duration, any Error>

    private struct State {
        var slot = HeadSlot<Waiter>()
        var connectTime = Duration.zero
    }

    private let line: TransferLine
    private let state = Mutex(State())

    init(_ line: TransferLine) {
        self.line = line
    }

    /// Connects and waits; called once.
    ///
    /// Returns how long it took. Throws ``CurlError`` or `CancellationError`.
    func connect(by request: HTTPRequest) async throws -> Duration {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                guard state.withLock({ $0.slot.begin(waiter) }) else {
                    return waiter.resume(throwing: CancellationError())
                }
                line.start(request, self)
            }
        } onCancel: {
            guard let waiter = state.withLock({ $0.slot.cancel() }) else { return }
            line.cancel()
            waiter.resume(throwing: CancellationError())
        }
    }

    var isWanted: Bool {
        state.withLock { $0.slot.isAwaited }
    }

    /// Counted apart like a stream: many attempts at once then push no kept connection out of the pool.
    ///
    /// Guarded by the test "two hundred attempts…".
    let isStream = true

    func receive(_ head: ResponseHead) {}

    func receive(_ chunk: UnsafeRawBufferPointer) -> SinkVerdict { .unwanted }

    func receive(connectTime: Duration) {
        state.withLock { $0.connectTime = connectTime }
    }

    func finish(_ failure: CurlError?) {
        let (waiter, time) = state.withLock { ($0.slot.pass(), $0.connectTime) }
        if let failure {
            waiter?.resume(throwing: failure)
        } else {
            waiter?.resume(returning: time)
        }
    }
}
