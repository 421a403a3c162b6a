import Glibc

/// Listening sockets for stubs.
enum SocketAddress {
    private static let stream = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

    /// Nobody listens there: a port the kernel picked and got back may be another test's a moment later.
    static let closedPort: UInt16 = 1

    /// On a port the kernel picks.
    static func listenLoopback(backlog: Int32) throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, stream, 0)
        var address = loopback(port: 0)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withSockaddr(&address) { bind(descriptor, $0, length) == 0 }
        guard isBound, listen(descriptor, backlog) == 0 else { throw StubServer.Failure(call: "listen", code: errno) }
        var actual = length
        _ = withSockaddr(&address) { getsockname(descriptor, $0, &actual) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// On `::1` and a port the kernel picks; nil where there is no IPv6.
    static func listenLoopback6() throws -> (Int32, UInt16)? {
        let descriptor = socket(AF_INET6, stream, 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        guard withSockaddr(&address, { bind(descriptor, $0, length) }) == 0 else {
            close(descriptor)
            return nil
        }
        guard listen(descriptor, 8) == 0 else { throw StubServer.Failure(call: "listen", code: errno) }
        _ = withSockaddr(&address) { getsockname(descriptor, $0, &length) }
        return (descriptor, UInt16(bigEndian: address.sin6_port))
    }

    static func listenUnix(_ path: String, backlog: Int32) throws -> Int32 {
        let descriptor = socket(AF_UNIX, stream, 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isBound = withSockaddr(&address) { bind(descriptor, $0, length) == 0 }
        guard isBound, listen(descriptor, backlog) == 0 else { throw StubServer.Failure(call: "listen", code: errno) }
        return descriptor
    }

    /// A connection attempt that nobody waits for; fills a listener's backlog.
    static func startConnecting(port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, stream | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = loopback(port: port)
        _ = withSockaddr(&address) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        return descriptor
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func withSockaddr<Address, Result>(
        _ address: inout Address,
        _ body: (UnsafeMutablePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
        }
    }
}
