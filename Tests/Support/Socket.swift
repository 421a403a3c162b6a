import Glibc

/// A stream socket we own, closed with this object.
///
/// Reading and writing block; `shutDown()` ends both from any thread.
final class Socket: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    private convenience init(family: Int32) throws {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError("socket") }
        self.init(descriptor: descriptor)
    }

    /// A listener on a port of 127.0.0.1 that the kernel picked.
    static func listenOnLoopback() throws -> Socket {
        let listener = try Socket(family: AF_INET)
        let status = withLoopback(port: 0) { bind(listener.descriptor, $0, $1) }
        guard status == 0, Glibc.listen(listener.descriptor, 512) == 0 else { throw SystemError("bind 127.0.0.1:0") }
        return listener
    }

    /// A listener on a unix socket; a file in its place is removed.
    static func listen(atUnixPath path: String) throws -> Socket {
        let listener = try Socket(family: AF_UNIX)
        unlink(path)
        let status = try withUnixAddress(path) { bind(listener.descriptor, $0, $1) }
        guard status == 0, Glibc.listen(listener.descriptor, 512) == 0 else { throw SystemError("bind \(path)") }
        return listener
    }

    static func connect(toUnixPath path: String) throws -> Socket {
        let socket = try Socket(family: AF_UNIX)
        let status = try withUnixAddress(path) { Glibc.connect(socket.descriptor, $0, $1) }
        guard status == 0 else { throw SystemError("connect \(path)") }
        return socket
    }

    static func connect(toLoopbackPort port: UInt16) throws -> Socket {
        let socket = try Socket(family: AF_INET)
        let status = withLoopback(port: port) { Glibc.connect(socket.descriptor, $0, $1) }
        guard status == 0 else { throw SystemError("connect 127.0.0.1:\(port)") }
        return socket
    }

    /// The port an internet socket is bound to.
    var port: UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// The next connection; nil once the listener is shut down.
    func accept() -> Socket? {
        while true {
            let accepted = Glibc.accept(descriptor, nil, nil)
            if accepted >= 0 {
                closeOnExec(accepted)
                return Socket(descriptor: accepted)
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// The bytes that come next, at most 64 KiB; none at the end of the stream or when it broke.
    func read() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            var received: Int
            repeat {
                received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            } while received < 0 && errno == EINTR
            count = max(0, received)
        }
    }

    /// Writes all of it; false when the peer is gone.
    @discardableResult
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent > 0 { rest = rest.dropFirst(sent) }
            if sent < 0, errno != EINTR { return false }
        }
        return true
    }

    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends reading and writing, also of a thread blocked in either.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func withLoopback<Result>(
        port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }

    private static func withUnixAddress<Result>(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) throws -> Result {
        var address = sockaddr_un()
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw SystemError("socket path \(path)", number: ENAMETOOLONG)
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
