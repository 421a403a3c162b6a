/// The unread bytes of a streamed body, between the pump that writes and the one reader.
///
/// Pure.
///
/// A reader takes all unread bytes at once, so the buffer is then empty, which is below any low-water mark: one unpause
/// for each 256 KiB a slow reader takes.
struct BodyBuffer<Waiter: Sendable>: Sendable {
    /// More unread bytes than this make the peer wait.
    static var highWaterBytes: Int { 256 << 10 }

    enum Received: Sendable {
        case verdict(SinkVerdict)
        /// The reader was waiting: these bytes are for it.
        case deliver(Waiter, [UInt8])
    }

    enum Next: Sendable {
        case wait
        case deliver([UInt8], unpause: Bool)
        case end
        case fail(any Error)
    }

    /// What the reader meets after the unread bytes.
    private enum End {
        case open
        case finished
        case failed(any Error)
    }

    private enum Reader {
        case awaited
        case reading
        case gone
    }

    private var unread: [UInt8] = []
    private var end = End.open
    private var reader = Reader.awaited
    private var waiter: Waiter?
    private var isPaused = false

    /// The pump's side: takes all of the chunk or nothing of it.
    mutating func receive(_ chunk: UnsafeRawBufferPointer) -> Received {
        guard case .open = end, reader != .gone else { return .verdict(.unwanted) }
        if let waiting = waiter {
            waiter = nil
            return .deliver(waiting, Array(chunk))
        }
        guard unread.isEmpty || chunk.count <= Self.highWaterBytes - unread.count else {
            isPaused = true
            return .verdict(.pause)
        }
        unread.append(contentsOf: chunk)
        return .verdict(.taken)
    }

    /// The pump's side: nothing comes any more.
    ///
    /// Returns who waits and what to tell it (nil: the end).
    mutating func finish(_ failure: (any Error)?) -> (Waiter, (any Error)?)? {
        guard case .open = end else { return nil }
        guard let waiting = waiter else {
            end = failure.map { .failed($0) } ?? .finished
            return nil
        }
        waiter = nil
        end = .finished
        return (waiting, failure)
    }

    /// The reader's side.
    mutating func next(_ asking: Waiter) -> Next {
        guard unread.isEmpty else {
            let bytes = unread
            unread = []
            defer { isPaused = false }
            return .deliver(bytes, unpause: isPaused)
        }
        switch end {
        case .open:
            guard waiter == nil else {
                return .fail(CurlError(.invalidRequest, "a response body has one reader; don't read it concurrently"))
            }
            waiter = asking
            return .wait
        case .finished:
            return .end
        case .failed(let error):
            end = .finished
            return .fail(error)
        }
    }

    /// The reader's task was cancelled: whatever was left is dropped and `error` ends the body, unless it had ended.
    ///
    /// Returns the waiting reader, to be told.
    mutating func cancel(_ error: any Error) -> Waiter? {
        if case .finished = end, unread.isEmpty { return nil }
        unread = []
        guard let waiting = waiter else {
            end = .failed(error)
            return nil
        }
        waiter = nil
        end = .finished
        return waiting
    }

    /// Whether the caller is the first to ask, and so the reader.
    mutating func makeReader() -> Bool {
        guard reader == .awaited else { return false }
        reader = .reading
        return true
    }

    /// A share was dropped.
    ///
    /// Returns whether nobody can read any more.
    mutating func drop(_ role: BodyHold.Role) -> Bool {
        guard role == .reader || reader == .awaited else { return false }
        reader = .gone
        unread = []
        return true
    }
}
