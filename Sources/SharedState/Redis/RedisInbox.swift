import Synchronization

/// Requests on their way from any thread to the connection's event loop.
///
/// Requests that arrive while the loop is busy are drained together and leave in one write; only the first of them
/// wakes the loop.
final class RedisInbox: Sendable {
    enum Admission {
        /// Queued; the caller has to have the loop drain the inbox.
        case wakesLoop
        /// Queued behind requests for which the loop was already woken.
        case queued
        /// The connection has ended with this error; nothing was queued.
        case refused(RedisError)
    }

    private struct State {
        var requests: [RedisRequest] = []
        var end: RedisError?
    }

    private let state = Mutex(State())

    var isOpen: Bool { state.withLock { $0.end == nil } }

    func add(_ request: RedisRequest) -> Admission {
        state.withLock { state in
            if let end = state.end { return .refused(end) }
            state.requests.append(request)
            return state.requests.count == 1 ? .wakesLoop : .queued
        }
    }

    func takeAll() -> [RedisRequest] {
        state.withLock { state in
            let requests = state.requests
            state.requests = []
            return requests
        }
    }

    /// Refuses what comes from now on, and hands out what was never sent.
    func close(_ error: RedisError) -> [RedisRequest] {
        state.withLock { state in
            if state.end == nil { state.end = error }
            let requests = state.requests
            state.requests = []
            return requests
        }
    }
}
