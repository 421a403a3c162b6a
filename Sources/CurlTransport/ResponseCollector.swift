import Synchronization

/// One whole exchange: waits for the response, its body included.
final class ResponseCollector: TransferSink {
    private typealias Waiter = CheckedContinuation<HTTPResponse, any Error>

    private let line: TransferLine
    private let state: Mutex<CollectorState<Waiter>>

    init(_ line: TransferLine, maximumBytes: Int) {
        self.line = line
        state = Mutex(CollectorState(maximumBytes: maximumBytes))
    }

    /// Sends the request and waits; called once.
    ///
    /// Throws ``CurlError`` or `CancellationError`.
    func response(to request: HTTPRequest) async throws -> HTTPResponse {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                guard state.withLock({ $0.begin(waiter) }) else {
                    return waiter.resume(throwing: CancellationError())
                }
                line.start(request, self)
            }
        } onCancel: {
            guard let waiter = state.withLock({ $0.cancel() }) else { return }
            line.cancel()
            waiter.resume(throwing: CancellationError())
        }
    }

    var isWanted: Bool {
        state.withLock { $0.isWanted }
    }

    let isStream = false

    func receive(_ head: ResponseHead) {
        state.withLock { $0.receive(head) }
    }

    func receive(_ chunk: UnsafeRawBufferPointer) -> SinkVerdict {
        state.withLock { $0.receive(chunk) }
    }

    func finish(_ failure: CurlError?) {
        guard let (waiter, outcome) = state.withLock({ $0.finish(failure) }) else { return }
        switch outcome {
        case .response(let response): waiter.resume(returning: response)
        case .failure(let error): waiter.resume(throwing: error)
        }
    }
}
