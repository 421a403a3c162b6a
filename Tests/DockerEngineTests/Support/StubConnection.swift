import Glibc
import Synchronization

/// One connection to a `StubEngine`, for its handler to answer or to break.
final class StubConnection: Sendable {
    /// -1 once closed, so that a number reused by another socket is never touched.
    private let descriptor: Mutex<Int32>

    init(_ descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    var isOpen: Bool { descriptor.withLock { $0 >= 0 } }

    /// A whole answer; the connection stays open for the next request.
    func reply(_ status: Int, _ body: String = "", type: String = "application/json") {
        send("HTTP/1.1 \(status) Status\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// The head of an answer whose end is the connection's end.
    func beginStream(type: String = "application/json") {
        send("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nConnection: close\r\n\r\n")
    }

    func send(_ text: String) {
        send(bytes: Array(text.utf8))
    }

    func send(bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let current = descriptor.withLock { $0 }
            guard current >= 0 else { return }
            let count = rest.withUnsafeBytes {
                Glibc.send(current, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Says goodbye in both directions: the client sees the end, the serving thread leaves.
    func hangUp() {
        _ = descriptor.withLock { shutdown($0, Int32(SHUT_RDWR)) }
    }

    /// Waits until the client, or `hangUp`, ends the connection.
    func waitForEnd() {
        var byte: UInt8 = 0
        while recv(descriptor.withLock { $0 }, &byte, 1, 0) > 0 {}
    }

    func end() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            close(descriptor)
            descriptor = -1
        }
    }

    /// The next request with its body; `nil` at the end.
    func readRequest() -> StubRequest? {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while !bytes.suffix(4).elementsEqual(end) {
            guard bytes.count < 65_536, let byte = readByte() else { return nil }
            bytes.append(byte)
        }
        let head = String(decoding: bytes, as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3 else { return nil }
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        let body = (0..<length).compactMap { _ in readByte() }
        guard body.count == length else { return nil }
        return StubRequest(method: String(words[0]), target: String(words[1]), head: head, body: body)
    }

    private func readByte() -> UInt8? {
        var byte: UInt8 = 0
        return recv(descriptor.withLock { $0 }, &byte, 1, 0) == 1 ? byte : nil
    }
}
