/// Reads HTTP/1.1 requests off a socket, one after another.
///
/// Good enough for tests: bodies by length or chunked, at most 16 MiB.
struct RequestReader {
    private static let limit = 16 << 20
    private let socket: Socket
    private let connection: Int
    private var buffer: [UInt8] = []

    init(socket: Socket, connection: Int) {
        self.socket = socket
        self.connection = connection
    }

    /// The next request; nil at the end of the connection, and when what came is no request.
    mutating func next() -> StubRequest? {
        guard let head = takeHead() else { return nil }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
        let headers = lines.dropFirst().compactMap(Self.header)
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value.lowercased() }

        if value("expect") == "100-continue" { socket.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let body: [UInt8]?
        if value("transfer-encoding") == "chunked" {
            body = takeChunks()
        } else {
            body = take(Int(value("content-length") ?? "0") ?? 0)
        }
        guard let body else { return nil }
        return StubRequest(
            method: String(words[0]),
            target: String(words[1]),
            headers: headers,
            body: body,
            arrival: .now,
            connection: connection
        )
    }

    private static func header(_ line: String) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        return (String(line[..<colon]), String(value))
    }

    /// The bytes up to the empty line, which is taken too.
    private mutating func takeHead() -> [UInt8]? {
        let end: [UInt8] = [13, 10, 13, 10]
        var searched = 0
        while true {
            if let start = buffer.firstRange(of: end, from: max(0, searched - 3)) {
                defer { buffer.removeFirst(start + 4) }
                return Array(buffer[..<start])
            }
            searched = buffer.count
            guard fill() else { return nil }
        }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= Self.limit else { return nil }
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private mutating func takeLine() -> String? {
        while true {
            if let start = buffer.firstRange(of: [13, 10], from: 0) {
                defer { buffer.removeFirst(start + 2) }
                return String(decoding: buffer[..<start], as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    private mutating func takeChunks() -> [UInt8]? {
        var body: [UInt8] = []
        while let line = takeLine() {
            guard let size = Int(line.prefix { $0 != ";" }, radix: 16), let piece = take(size), takeLine() != nil else {
                return nil
            }
            if size == 0 { return body }
            body += piece
            guard body.count <= Self.limit else { return nil }
        }
        return nil
    }

    private mutating func fill() -> Bool {
        guard buffer.count <= Self.limit else { return false }
        let bytes = socket.read()
        buffer += bytes
        return !bytes.isEmpty
    }
}

extension [UInt8] {
    /// Where these bytes first stand at or after an index; nil when they do not.
    func firstRange(of pattern: [UInt8], from start: Int) -> Int? {
        guard !pattern.isEmpty, count >= pattern.count, start <= count - pattern.count else { return nil }
        return (start...(count - pattern.count)).first { index in
            self[index] == pattern[0] && self[index..<(index + pattern.count)].elementsEqual(pattern)
        }
    }
}

extension String {
    /// The parts between separators, which may be longer than a character.
    func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
