/// Collects the header lines libcurl hands over into one response head.
///
/// Pure.
///
/// Informational responses (1xx) are passed over, except 101, after which the connection speaks another protocol.
/// Whatever follows the final head (trailers) is ignored.
struct HeadParser: Sendable {
    enum Step: Equatable {
        case more
        case complete(ResponseHead)
        /// Over ``maximumBytes``.
        case tooLarge
        case malformed
    }

    /// All header lines of an exchange together, in bytes.
    static let maximumBytes = 64 << 10

    private var status = 0
    private var headers: [HTTPHeader] = []
    private var bytesSeen = 0
    private var isComplete = false

    /// One line with its terminator.
    mutating func receive(_ line: UnsafeRawBufferPointer) -> Step {
        guard !isComplete else { return .more }
        bytesSeen += line.count
        guard bytesSeen <= Self.maximumBytes else { return .tooLarge }
        let text = Self.trimmed(line[...])
        if line.starts(with: "HTTP/".utf8) {
            headers = []
            status = Self.status(in: text)
            return (100...999).contains(status) ? .more : .malformed
        }
        guard text.isEmpty else {
            add(text, isContinuation: Self.isBlank(line[0]))
            return .more
        }
        guard status >= 200 || status == 101 else { return status == 0 ? .malformed : .more }
        isComplete = true
        return .complete(ResponseHead(status: status, headers: headers))
    }

    private mutating func add(_ text: Slice<UnsafeRawBufferPointer>, isContinuation: Bool) {
        if isContinuation {
            guard let last = headers.indices.last else { return }
            headers[last].value += " " + String(decoding: text, as: UTF8.self)
            return
        }
        let name = text.prefix { $0 != UInt8(ascii: ":") }
        let value = Self.trimmed(text.dropFirst(name.count + 1))
        headers.append(HTTPHeader(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }

    /// The three digits after the first blank; 0 when there are none.
    private static func status(in line: Slice<UnsafeRawBufferPointer>) -> Int {
        let digits = line.drop { !isBlank($0) }.drop(while: isBlank).prefix { !isBlank($0) }
        return digits.count == 3 ? Int(String(decoding: digits, as: UTF8.self)) ?? 0 : 0
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var text = bytes.drop(while: isBlank)
        while let last = text.last, isBlank(last) {
            text.removeLast()
        }
        return text
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }
}
