/// Reads one JSON document (RFC 8259) without losing anything.
///
/// Stricter than it must be where two readers could disagree: bytes that are no UTF-8, halves of surrogate pairs, and
/// objects with a key twice are no document. The caller bounds the bytes, `maximumDepth` the nesting.
struct EngineValueParser {
    /// An inspect document has some eight levels.
    static let maximumDepth = 64

    private struct Flaw: Error {}

    private let bytes: [UInt8]
    private var position = 0

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value of a document; nil for bytes that are not one.
    static func parse(_ bytes: [UInt8]) -> EngineValue? {
        var parser = EngineValueParser(bytes: bytes)
        do throws(Flaw) {
            let value = try parser.value(depth: 1)
            parser.skipBlanks()
            return parser.position == bytes.count ? value : nil
        } catch {
            return nil
        }
    }

    private mutating func value(depth: Int) throws(Flaw) -> EngineValue {
        guard depth <= Self.maximumDepth else { throw Flaw() }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func members(depth: Int) throws(Flaw) -> [EngineValue.Member] {
        position += 1
        var members: [EngineValue.Member] = []
        // By bytes: Swift's strings are equal when only their normal forms are.
        var keys: Set<[UInt8]> = []
        skipBlanks()
        guard !takes(UInt8(ascii: "}")) else { return members }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw Flaw() }
            let key = try text()
            skipBlanks()
            guard keys.insert(Array(key.utf8)).inserted, takes(UInt8(ascii: ":")) else { throw Flaw() }
            members.append(EngineValue.Member(key: key, value: try value(depth: depth + 1)))
            skipBlanks()
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "}")) else { throw Flaw() }
        return members
    }

    private mutating func items(depth: Int) throws(Flaw) -> [EngineValue] {
        position += 1
        var items: [EngineValue] = []
        skipBlanks()
        guard !takes(UInt8(ascii: "]")) else { return items }
        repeat {
            items.append(try value(depth: depth + 1))
            skipBlanks()
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "]")) else { throw Flaw() }
        return items
    }

    private mutating func word(_ word: String, _ value: EngineValue) throws(Flaw) -> EngineValue {
        guard bytes[position...].starts(with: word.utf8) else { throw Flaw() }
        position += word.utf8.count
        return value
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, as it stands.
    private mutating func number() throws(Flaw) -> String {
        let start = position
        _ = takes(UInt8(ascii: "-"))
        if !takes(UInt8(ascii: "0")) { try digits() }
        if takes(UInt8(ascii: ".")) { try digits() }
        if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
            if !takes(UInt8(ascii: "+")) { _ = takes(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(Flaw) {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw Flaw() }
    }
}

extension EngineValueParser {
    private mutating func text() throws(Flaw) -> String {
        position += 1
        var decoded: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: decoded, as: UTF8.self) else { throw Flaw() }
                return text
            case UInt8(ascii: "\\"): try escape(into: &decoded)
            case 0..<0x20: throw Flaw()
            default: decoded.append(byte)
            }
        }
        throw Flaw()
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(Flaw) {
        guard let byte = next else { throw Flaw() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded += String(Character(try scalar())).utf8
        default: throw Flaw()
        }
    }

    /// The scalar behind `\u`, of two escapes when the first is half of a surrogate pair.
    private mutating func scalar() throws(Flaw) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), takes(UInt8(ascii: "\\")), takes(UInt8(ascii: "u")) else {
            throw Flaw()
        }
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw Flaw() }
        return scalar
    }

    private mutating func codeUnit() throws(Flaw) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy(Self.isHexDigit),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Flaw() }
        position += 4
        return unit
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func takes(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }
}
