import CurlTransport
import Glibc

/// A listener on loopback whose queue is full: whoever asks to connect gets no answer.
final class FullListener: Sendable {
    let port: UInt16
    private let server: StubServer
    private let fillers: [Int32]

    init() throws {
        let server = try StubServer(backlog: 0, accepts: false) { _ in }
        self.server = server
        port = server.port
        // Linux queues one more than the backlog; from then on it drops what asks to connect.
        fillers = (0..<8).map { _ in SocketAddress.startConnecting(port: server.port) }
    }

    func stop() {
        server.stop()
        for filler in fillers { close(filler) }
    }
}
