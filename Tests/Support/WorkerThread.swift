import Glibc

/// A thread of its own for code that blocks on sockets.
struct WorkerThread: Sendable {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let thread: pthread_t

    /// Starts it; it must be joined once.
    /// - Throws: `SystemError`.
    init(_ body: @escaping @Sendable () -> Void) throws {
        let box = Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            box.toOpaque()
        )
        guard status == 0 else {
            box.release()
            throw SystemError("pthread_create", number: status)
        }
        self.thread = thread
    }

    /// Waits for its end, unless called from itself.
    func join() {
        if pthread_equal(thread, pthread_self()) == 0 { pthread_join(thread, nil) }
    }
}
