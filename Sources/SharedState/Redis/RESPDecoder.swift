package import NIOCore

/// An incremental decoder of RESP2 replies: bytes in, whole replies out, never a crash on what a server sends.
///
/// Partly received arrays are kept on a stack, so that a large reply that arrives in small pieces is read once, not
/// again from its start with every piece. After an error the decoder stays in that error: there is no way to find the
/// next reply's start.
package struct RESPDecoder {
    /// An array whose elements are still arriving.
    private struct OpenArray {
        var missing: Int
        var elements: [RESPValue]
    }

    private enum Step {
        case needsBytes
        /// An array was opened or a bulk string announced.
        case headerOnly
        case value(RESPValue)
    }

    private let limits: RESPLimits
    private var buffer = ByteBuffer()
    /// Bytes after the reader index that are known to hold no line feed.
    private var searched = 0
    /// The length of the bulk string whose header has been read.
    private var bulkLength: Int?
    private var open: [OpenArray] = []
    private var elementCount = 0
    private var byteCount = 0
    private var failure: RESPDecodingError?

    package init(limits: RESPLimits = RESPLimits()) {
        self.limits = limits
    }

    /// Takes over what was received.
    package mutating func feed(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            var bytes = bytes
            buffer.discardReadBytes()
            buffer.writeBuffer(&bytes)
        }
    }

    package mutating func feed(_ bytes: [UInt8]) {
        feed(ByteBuffer(bytes: bytes))
    }

    /// The next whole reply; nil when more bytes are needed.
    package mutating func next() throws(RESPDecodingError) -> RESPValue? {
        if let failure { throw failure }
        do {
            return try read()
        } catch {
            failure = error
            buffer = ByteBuffer()
            open = []
            throw error
        }
    }

    private mutating func read() throws(RESPDecodingError) -> RESPValue? {
        while true {
            switch try readStep() {
            case .needsBytes: return nil
            case .headerOnly: continue
            case .value(let value):
                guard let reply = place(value) else { continue }
                elementCount = 0
                byteCount = 0
                return reply
            }
        }
    }

    /// Puts a value into the innermost open array and closes the arrays it completes; the reply when it was the last.
    private mutating func place(_ value: RESPValue) -> RESPValue? {
        var value = value
        while var array = open.popLast() {
            array.elements.append(value)
            array.missing -= 1
            if array.missing > 0 {
                open.append(array)
                return nil
            }
            value = .array(array.elements)
        }
        return value
    }

    private mutating func readStep() throws(RESPDecodingError) -> Step {
        if let length = bulkLength {
            guard buffer.readableBytes >= length + 2 else { return .needsBytes }
            let bytes = buffer.readBytes(length: length) ?? []
            guard buffer.readInteger(as: UInt16.self) == 0x0D0A else { throw .unterminatedBulk }
            bulkLength = nil
            return .value(.bulk(bytes))
        }
        guard let line = try readLine() else { return .needsBytes }
        switch line.type {
        case UInt8(ascii: "+"): return .value(.status(String(buffer: line.text)))
        case UInt8(ascii: "-"): return .value(.error(RESPErrorReply(String(buffer: line.text))))
        case UInt8(ascii: ":"): return .value(.integer(try Self.number(line.text)))
        case UInt8(ascii: "$"): return try beginBulk(Self.number(line.text))
        case UInt8(ascii: "*"): return try beginArray(Self.number(line.text))
        default: throw .unknownType(line.type)
        }
    }

    private mutating func beginBulk(_ length: Int64) throws(RESPDecodingError) -> Step {
        if length == -1 { return .value(.null) }
        guard length >= 0 else { throw .badNumber }
        guard length <= limits.bulkBytes else { throw .bulkTooLong(limit: limits.bulkBytes) }
        bulkLength = Int(length)
        try count(bytes: Int(length))
        return .headerOnly
    }

    private mutating func beginArray(_ count: Int64) throws(RESPDecodingError) -> Step {
        if count == -1 { return .value(.null) }
        guard count >= 0 else { throw .badNumber }
        guard open.count < limits.depth else { throw .tooDeep(limit: limits.depth) }
        guard count <= limits.elements - elementCount else { throw .tooManyElements(limit: limits.elements) }
        if count == 0 { return .value(.array([])) }
        elementCount += Int(count)
        var elements: [RESPValue] = []
        // The header is only a claim: memory beyond this is taken as the elements arrive.
        elements.reserveCapacity(min(Int(count), 256))
        open.append(OpenArray(missing: Int(count), elements: elements))
        return .headerOnly
    }

    private mutating func count(bytes: Int) throws(RESPDecodingError) {
        byteCount += bytes
        guard byteCount <= limits.replyBytes else { throw .replyTooLong(limit: limits.replyBytes) }
    }

    /// The type byte and the text of the next line; nil when its end has not arrived.
    private mutating func readLine() throws(RESPDecodingError) -> (type: UInt8, text: ByteBuffer)? {
        let view = buffer.readableBytesView
        if searched == 0, let first = view.first, !Self.types.contains(first) { throw .unknownType(first) }
        guard let end = view.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) else {
            searched = view.count
            guard searched <= limits.lineBytes + 2 else { throw .lineTooLong(limit: limits.lineBytes) }
            return nil
        }
        let length = end - view.startIndex
        searched = 0
        guard length >= 2, view[end - 1] == UInt8(ascii: "\r") else { throw .bareLineFeed }
        guard length - 2 <= limits.lineBytes else { throw .lineTooLong(limit: limits.lineBytes) }
        guard let type = buffer.readInteger(as: UInt8.self), let text = buffer.readSlice(length: length - 2) else {
            throw .bareLineFeed
        }
        buffer.moveReaderIndex(forwardBy: 2)
        try count(bytes: length)
        return (type, text)
    }

    private static let types: [UInt8] = Array("+-:$*".utf8)

    private static func number(_ text: ByteBuffer) throws(RESPDecodingError) -> Int64 {
        let digits = text.readableBytesView
        // `Int64.init` also takes a plus sign, which RESP2 does not.
        guard digits.count <= 20, digits.first != UInt8(ascii: "+"), let value = Int64(String(buffer: text)) else {
            throw .badNumber
        }
        return value
    }
}
