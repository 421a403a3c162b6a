import Synchronization

/// One streamed exchange: the head for whoever opened it, then the body for its one reader.
final class StreamChannel: TransferSink {
    private typealias HeadWaiter = CheckedContinuation<ResponseHead, any Error>
    private typealias ChunkWaiter = CheckedContinuation<[UInt8]?, any Error>

    private struct State {
        var head = HeadSlot<HeadWaiter>()
        var body = BodyBuffer<ChunkWaiter>()
        /// Whether the pump is to be told when nobody reads any more.
        var isTransferring = false
    }

    private let line: TransferLine
    private let state = Mutex(State())

    init(_ line: TransferLine) {
        self.line = line
    }

    /// Sends the request and waits for the head; called once.
    ///
    /// Throws ``CurlError`` or `CancellationError`.
    func head(of request: HTTPRequest) async throws -> ResponseHead {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                let isBegun = state.withLock { state in
                    state.isTransferring = state.head.begin(waiter)
                    return state.isTransferring
                }
                guard isBegun else { return waiter.resume(throwing: CancellationError()) }
                line.start(request, self)
            }
        } onCancel: {
            cancel()
        }
    }

    /// The next bytes of the body, nil at its end.
    ///
    /// Throws ``CurlError`` or `CancellationError`, once.
    func next() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                switch state.withLock({ $0.body.next(waiter) }) {
                case .wait: break
                case .end: waiter.resume(returning: nil)
                case .fail(let error): waiter.resume(throwing: error)
                case .deliver(let bytes, let unpause):
                    if unpause { line.unpause() }
                    waiter.resume(returning: bytes)
                }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Whether the caller becomes the one reader.
    func makeReader() -> Bool {
        state.withLock { $0.body.makeReader() }
    }

    /// A share in the body ended; the last one that could read cancels the transfer.
    func drop(_ role: BodyHold.Role) {
        let isAbandoned = state.withLock { state in
            guard state.body.drop(role), state.isTransferring else { return false }
            state.isTransferring = false
            return true
        }
        if isAbandoned { line.cancel() }
    }

    func error(_ code: CurlError.Code, _ problem: String) -> CurlError {
        CurlError(code, "\(line.place): \(problem)", mayHaveBeenSent: true)
    }

    private func cancel() {
        let (head, chunk, isLive) = state.withLock { state -> (HeadWaiter?, ChunkWaiter?, Bool) in
            defer { state.isTransferring = false }
            return (state.head.cancel(), state.body.cancel(CancellationError()), state.isTransferring)
        }
        if isLive { line.cancel() }
        head?.resume(throwing: CancellationError())
        chunk?.resume(throwing: CancellationError())
    }

    // MARK: TransferSink

    var isWanted: Bool {
        state.withLock { $0.isTransferring }
    }

    let isStream = true

    func receive(_ head: ResponseHead) {
        state.withLock { $0.head.pass() }?.resume(returning: head)
    }

    func receive(_ chunk: UnsafeRawBufferPointer) -> SinkVerdict {
        switch state.withLock({ $0.body.receive(chunk) }) {
        case .verdict(let verdict):
            return verdict
        case .deliver(let waiter, let bytes):
            waiter.resume(returning: bytes)
            return .taken
        }
    }

    func finish(_ failure: CurlError?) {
        let (head, reader) = state.withLock { state in
            state.isTransferring = false
            return (state.head.pass(), state.body.finish(failure))
        }
        head?.resume(throwing: failure ?? error(.protocolError, "the exchange ended without a response"))
        guard let (waiter, error) = reader else { return }
        if let error {
            waiter.resume(throwing: error)
        } else {
            waiter.resume(returning: nil)
        }
    }
}
