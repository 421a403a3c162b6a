import Glibc
import Synchronization

/// One accepted connection of a stub server; blocking, used by the handler's own thread.
final class StubConnection: Sendable {
    private struct State {
        var descriptor: Int32?
        var unread: [UInt8] = []
    }

    let number: Int
    private let server: StubServer
    private let state: Mutex<State>
    private let keeps = Atomic<Bool>(false)

    init(_ descriptor: Int32, number: Int, server: StubServer) {
        self.number = number
        self.server = server
        state = Mutex(State(descriptor: descriptor))
    }

    /// Keeps the connection open after its handler returned, until the server stops.
    func keepOpen() {
        keeps.store(true, ordering: .relaxed)
    }

    var isKept: Bool { keeps.load(ordering: .relaxed) }
    var isStopping: Bool { server.isStopping }

    /// The next request with its body; nil when the peer has closed.
    ///
    /// The server records it.
    func readRequest() -> StubRequest? {
        while true {
            if let request = takeRequest() {
                server.record(request)
                return request
            }
            guard let bytes = receive() else { return nil }
            state.withLock { $0.unread += bytes }
        }
    }

    /// False when the peer has gone.
    @discardableResult
    func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            guard let descriptor = state.withLock({ $0.descriptor }) else { return false }
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func writeChunk(_ text: String) -> Bool {
        write("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
    }

    /// A 200 with that body, on a connection that stays open.
    @discardableResult
    func respond(_ body: String, headers: String = "") -> Bool {
        write("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Returns when the peer has closed, or the server stops.
    func waitForClose() {
        while receive() != nil {}
    }

    /// Ends reading and writing; a blocked call returns.
    func cut() {
        state.withLock { state in
            if let descriptor = state.descriptor { _ = Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    func close() {
        let descriptor = state.withLock { state in
            defer { state.descriptor = nil }
            return state.descriptor
        }
        if let descriptor { _ = Glibc.close(descriptor) }
    }

    private func receive() -> [UInt8]? {
        guard let descriptor = state.withLock({ $0.descriptor }) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    /// Where the empty line after the head begins.
    private static func headBytes(_ bytes: [UInt8]) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        var position = 0
        while let next = bytes[position...].firstIndex(of: end[0]) {
            if isSame(end, bytes, from: next) { return next }
            position = next + 1
        }
        return nil
    }

    private func takeRequest() -> StubRequest? {
        state.withLock { state in
            guard let headBytes = Self.headBytes(state.unread) else { return nil }
            let lines = text(Array(state.unread[..<headBytes])).split(separator: "\r\n").map(String.init)
            let length = lines.first { $0.lowercased().hasPrefix("content-length: ") }?.dropFirst(16)
            let bodyBytes = length.flatMap { Int($0) } ?? 0
            let total = headBytes + 4 + bodyBytes
            guard state.unread.count >= total else { return nil }
            let body = Array(state.unread[(headBytes + 4)..<total])
            state.unread.removeFirst(total)
            return StubRequest(
                line: lines.first ?? "",
                headers: Array(lines.dropFirst()),
                body: body,
                connection: number
            )
        }
    }
}

private let noSignal = Int32(MSG_NOSIGNAL)
