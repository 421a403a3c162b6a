import Glibc
import Synchronization
import TestSupport

/// Catches the first write to Redis that takes an episode into a phase, and decides what becomes of it.
///
/// For a `SocketProxy` before Redis. Each phase is caught once: what is written again later passes.
final class WriteHold: Sendable {
    enum Treatment: Sendable {
        /// It waits here until `finish()`, and is then dropped.
        case hold
        /// Redis never gets it, and the connection breaks.
        case drop
        /// Redis runs it, but the connection breaks before the answer.
        case loseAnswer
    }

    private struct State {
        var waiting: [String: Treatment]
        var caught: [String] = []
        var isFinished = false
    }

    private let state: Mutex<State>
    /// Whether there is nothing to catch.
    let isEmpty: Bool

    /// - Parameter treatments: What becomes of the first write of each phase, by its name.
    init(_ treatments: [String: Treatment]) {
        state = Mutex(State(waiting: treatments))
        isEmpty = treatments.isEmpty
    }

    /// The phases caught so far.
    var caught: [String] { state.withLock { $0.caught } }

    /// Lets what is held go, to its end.
    func finish() { state.withLock { $0.isFinished = true } }

    /// The proxy's tap: asked for each read of a client.
    func judge(_ bytes: [UInt8]) -> SocketProxy.Verdict {
        switch claim(String(decoding: bytes, as: UTF8.self)) {
        case nil: return .forward
        case .drop: return .drop
        case .loseAnswer: return .forwardWithoutAnswer
        case .hold:
            // The connection's own thread: nobody else waits for it.
            while !state.withLock({ $0.isFinished }) { usleep(2_000) }
            return .drop
        }
    }

    private func claim(_ text: String) -> Treatment? {
        state.withLock { state in
            for (phase, treatment) in state.waiting where text.contains("\"phase\":\"\(phase)\"") {
                state.waiting[phase] = nil
                state.caught.append(phase)
                return treatment
            }
            return nil
        }
    }
}
