/// What one whole exchange is at: who waits for it, and the response so far.
///
/// Pure.
struct CollectorState<Waiter: Sendable>: Sendable {
    private enum Phase {
        case idle
        case waiting(Waiter)
        case over
    }

    enum Outcome: Sendable {
        case response(HTTPResponse)
        case failure(any Error)
    }

    private let maximumBytes: Int
    private var phase = Phase.idle
    private var head: ResponseHead?
    private var body: [UInt8] = []

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    var isWanted: Bool {
        if case .waiting = phase { true } else { false }
    }

    /// False when it was cancelled before it began; the waiter stays the caller's then.
    mutating func begin(_ waiter: Waiter) -> Bool {
        guard case .idle = phase else { return false }
        phase = .waiting(waiter)
        return true
    }

    mutating func receive(_ head: ResponseHead) {
        self.head = head
    }

    mutating func receive(_ chunk: UnsafeRawBufferPointer) -> SinkVerdict {
        guard isWanted else { return .unwanted }
        guard chunk.count <= maximumBytes - body.count else { return .tooLarge(maximumBytes) }
        body.append(contentsOf: chunk)
        return .taken
    }

    mutating func finish(_ failure: CurlError?) -> (Waiter, Outcome)? {
        guard case .waiting(let waiter) = phase else { return nil }
        phase = .over
        if let failure { return (waiter, .failure(failure)) }
        guard let head else {
            let error = CurlError(.protocolError, "the exchange ended without a response", mayHaveBeenSent: true)
            return (waiter, .failure(error))
        }
        return (waiter, .response(HTTPResponse(status: head.status, headers: head.headers, body: body)))
    }

    /// Who is to learn of the cancellation; with it goes a cancel to the pump.
    mutating func cancel() -> Waiter? {
        defer { phase = .over }
        guard case .waiting(let waiter) = phase else { return nil }
        return waiter
    }
}
