import Synchronization

/// Does something again and again on a thread of its own, so that it may block.
///
/// Ended at the latest with this object.
package final class Poller: Sendable {
    private let stop: StopSignal
    private let thread = Mutex<WorkerThread?>(nil)

    /// Starts it; the pause comes after each time.
    /// - Throws: `SystemError`.
    package init(every pause: Duration, _ body: @escaping @Sendable () -> Void) throws {
        let stop = try StopSignal()
        self.stop = stop
        let started = try WorkerThread {
            repeat { body() } while !stop.wait(for: pause)
        }
        thread.withLock { $0 = started }
    }

    deinit { close() }

    /// Ends it and waits until it has ended; idempotent, and not to be called from the body.
    package func close() {
        stop.raise()
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        running?.join()
    }
}
