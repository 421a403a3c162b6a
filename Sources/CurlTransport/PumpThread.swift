import Glibc

/// The thread the pump runs on.
///
/// It holds nothing of the transport, so the transport's end can end it.
struct PumpThread: Sendable {
    /// Carries what the thread needs across `pthread_create`.
    private final class Seed: Sendable {
        let inbox: Inbox
        let multi: MultiHandle
        let ended: Latch

        init(_ inbox: Inbox, _ multi: MultiHandle, _ ended: Latch) {
            self.inbox = inbox
            self.multi = multi
            self.ended = ended
        }
    }

    private let thread: pthread_t

    /// Nil when the system has no thread to give.
    ///
    /// Opens `ended` as its last act.
    init?(_ inbox: Inbox, _ multi: MultiHandle, ended: Latch) {
        let seed = Unmanaged.passRetained(Seed(inbox, multi, ended))
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, { PumpThread.main($0) }, seed.toOpaque())
        guard result == 0 else {
            seed.release()
            return nil
        }
        self.thread = thread
    }

    /// Blocks until the thread has ended; call it, or ``detach()``, once.
    func join() {
        pthread_join(thread, nil)
    }

    func detach() {
        pthread_detach(thread)
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        // Signals are for the threads that wait for them.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, nil)
        guard let argument else { return nil }
        run(Unmanaged<Seed>.fromOpaque(argument).takeRetainedValue())
        return nil
    }

    private static func run(_ seed: consuming Seed) {
        let ended = seed.ended
        runPump(seed)
        ended.open()
    }

    /// A function of its own, so that the pump and the multi handle, with the idle connections, are gone at its end.
    private static func runPump(_ seed: consuming Seed) {
        Pump(seed.inbox, seed.multi).run()
    }
}
