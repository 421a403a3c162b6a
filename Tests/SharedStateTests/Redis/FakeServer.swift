import Glibc

@testable import SharedState

/// A TCP listener on loopback whose answers the test writes itself.
final class FakeServer: Sendable {
    struct Peer {
        let descriptor: CInt

        /// Reads what has arrived once it contains `text`.
        func read(until text: String) async throws -> String {
            var received: [UInt8] = []
            try await eventually("peer sends \(text)") {
                var bytes = [UInt8](repeating: 0, count: 4096)
                let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
                if count > 0 { received += bytes[..<count] }
                return String(decoding: received, as: UTF8.self).contains(text)
            }
            return String(decoding: received, as: UTF8.self)
        }

        /// What has arrived so far.
        func readNow() -> String {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
        }

        func write(_ text: String) {
            let bytes = Array(text.utf8)
            _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }

        func close() { Glibc.close(descriptor) }

        /// Answers the greeting of a client without login and database, as the server of this run.
        func greet(run: String = "", replicas: Int = 0) async throws {
            _ = try await read(until: "replication")
            let server = "# Server\r\nrun_id:\(run)\r\n"
            var replication = "# Replication\r\nrole:master\r\n"
            for index in 0..<replicas {
                replication += "slave\(index):ip=127.0.0.1,port=\(7000 + index),state=online,offset=1,lag=0\r\n"
            }
            write("+OK\r\n+PONG\r\n" + Self.bulk(server) + Self.bulk(replication))
        }

        static func bulk(_ text: String) -> String { "$\(text.utf8.count)\r\n\(text)\r\n" }
    }

    let port: Int
    private let descriptor: CInt

    init() {
        // A server that another test starts must not inherit it, or closing it here would not close it.
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        descriptor = socket(AF_INET, Int32(kind), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        listen(descriptor, 16)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    var endpoint: RedisEndpoint { RedisEndpoint(.tcp(host: "127.0.0.1", port: port)) }

    func accept() async throws -> Peer {
        var peer: CInt = -1
        try await eventually("a client connects") {
            peer = Glibc.accept(descriptor, nil, nil)
            return peer >= 0
        }
        _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
        return Peer(descriptor: peer)
    }
}
