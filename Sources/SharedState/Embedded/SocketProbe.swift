import Glibc

/// Asks the kernel whether anybody listens on a unix socket.
enum SocketProbe {
    enum Answer: Equatable {
        case listening
        /// No socket, or a stale file without a listener.
        case absent
        /// Somebody listens who has stopped accepting, or the socket cannot be reached.
        case blocked(errno: CInt)
    }

    static func ask(_ path: String) -> Answer {
        let descriptor = socket(
            AF_UNIX,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return .blocked(errno: errno) }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= RedisEndpoint.longestSocketPath else { return .blocked(errno: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result == 0 { return .listening }
        return errno == ENOENT || errno == ECONNREFUSED ? .absent : .blocked(errno: errno)
    }
}
