import Glibc

/// A flag that threads can wait on beside a socket: once raised it stays.
final class StopSignal: Sendable {
    /// Glibc's module does not name it: the peer has ended its side.
    private static let peerGone: Int16 = 0x2000

    /// A pipe that gets a byte when the signal is raised, and is never read.
    private let event: Int32
    private let trigger: Int32

    /// - Throws: `SystemError`.
    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("pipe") }
        for end in ends { closeOnExec(end) }
        (event, trigger) = (ends[0], ends[1])
    }

    deinit {
        close(event)
        close(trigger)
    }

    func raise() { write(trigger, [1], 1) }

    var isRaised: Bool { wait(for: .zero) }

    /// Waits until it is raised or the time has passed; whether it is raised.
    func wait(for time: Duration) -> Bool { poll(also: nil, timeout: milliseconds(time)) }

    /// Waits until it is raised or the peer of a socket has gone; whether it is raised.
    func waitForEnd(of socket: Socket) -> Bool { poll(also: socket.descriptor, timeout: -1) }

    private func poll(also descriptor: Int32?, timeout: Int32) -> Bool {
        var waits = [pollfd(fd: event, events: Int16(POLLIN), revents: 0)]
        if let descriptor { waits.append(pollfd(fd: descriptor, events: Self.peerGone, revents: 0)) }
        while Glibc.poll(&waits, nfds_t(waits.count), timeout) < 0, errno == EINTR {}
        return waits[0].revents != 0
    }

    private func milliseconds(_ time: Duration) -> Int32 {
        let (seconds, attoseconds) = time.components
        return Int32(clamping: seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
