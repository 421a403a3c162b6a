/// A reply of Redis, by RESP2.
package indirect enum RedisReply: Sendable, Equatable {
    case text(String)
    case integer(Int64)
    case list([RedisReply])
    case null
    case error(String)

    /// Of a text or a number; nil for everything else.
    package var string: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .list, .null, .error: nil
        }
    }

    package var list: [RedisReply] { if case .list(let elements) = self { elements } else { [] } }

    /// A list of names and values, as hashes and scored sets are answered.
    package var pairs: [(name: String, value: String)] {
        let texts = list.map { $0.string ?? "" }
        return stride(from: 0, to: texts.count - 1, by: 2).map { (texts[$0], texts[$0 + 1]) }
    }

    /// The first reply of some bytes and its length; nil while it is not complete.
    package static func parse(_ bytes: ArraySlice<UInt8>) -> (reply: RedisReply, length: Int)? {
        guard let kind = bytes.first, let end = bytes.firstIndex(of: 10) else { return nil }
        let line = String(decoding: bytes[bytes.index(after: bytes.startIndex)..<(end - 1)], as: UTF8.self)
        let head = end + 1 - bytes.startIndex
        switch kind {
        case UInt8(ascii: "+"): return (.text(line), head)
        case UInt8(ascii: "-"): return (.error(line), head)
        case UInt8(ascii: ":"): return (.integer(Int64(line) ?? 0), head)
        case UInt8(ascii: "$"):
            guard let count = Int(line), count >= 0 else { return (.null, head) }
            guard bytes.count >= head + count + 2 else { return nil }
            let start = bytes.startIndex + head
            return (.text(String(decoding: bytes[start..<(start + count)], as: UTF8.self)), head + count + 2)
        default: return parseList(bytes, count: Int(line) ?? -1, head: head)
        }
    }

    private static func parseList(_ bytes: ArraySlice<UInt8>, count: Int, head: Int) -> (RedisReply, Int)? {
        guard count >= 0 else { return (.null, head) }
        var elements: [RedisReply] = []
        var length = head
        for _ in 0..<count {
            guard let (element, size) = parse(bytes.dropFirst(length)) else { return nil }
            elements.append(element)
            length += size
        }
        return (.list(elements), length)
    }
}
