import HemoStatCore

/// What a scalar means: YAML 1.2's core schema (section 10.3.2), without the numbers JSON has no word for.
///
/// So `on`, `yes` and `no` are texts, `012` is twelve, `0o17` fifteen, and a date is a text.
enum CoreSchema {
    struct Unsuitable: Error, Equatable {
        let message: String
    }

    private static let tagPrefix = "tag:yaml.org,2002:"

    static func value(of scalar: YAMLEvent.Scalar) throws(Unsuitable) -> DocumentNode.Value {
        guard let tag = scalar.properties.tag else {
            return scalar.isPlain ? try value(ofPlain: scalar.text) : .string(scalar.text)
        }
        if tag == "!" || tag == tagPrefix + "str" { return .string(scalar.text) }
        let wanted = ["null", "bool", "int", "float"].first { tag == tagPrefix + $0 }
        guard let wanted else { throw Unsuitable(message: "the tag \(Diagnostic.quote(shown(tag))) is not supported") }
        switch (wanted, try value(ofPlain: scalar.text)) {
        case ("null", .null): return .null
        case ("bool", .bool(let flag)): return .bool(flag)
        case ("int", .integer(let number)): return .integer(number)
        case ("float", .number(let number)): return .number(number)
        case ("float", .integer(let number)): return .number(Double(number))
        default: throw Unsuitable(message: "\(Diagnostic.quote(scalar.text)) is no !!\(wanted)")
        }
    }

    /// Whether a list (`seq`) or an object (`map`) may carry the tag.
    static func accepts(tag: String?, on collection: String) -> Bool {
        tag == nil || tag == "!" || tag == tagPrefix + collection
    }

    /// As people write it: `!!binary`, `!mine`.
    static func shown(_ tag: String) -> String {
        tag.hasPrefix(tagPrefix) ? "!!" + tag.dropFirst(tagPrefix.count) : tag
    }

    static func value(ofPlain text: String) throws(Unsuitable) -> DocumentNode.Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, first < UInt8(ascii: ":") else { return .string(text) }
        if let value = try integer(text) { return .integer(value) }
        return try number(text).map { .number($0) } ?? .string(text)
    }

    private static func integer(_ text: String) throws(Unsuitable) -> Int64? {
        let digits = text.utf8.dropFirst(text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0)
        let radix: Int
        switch true {
        case !digits.isEmpty && digits.allSatisfy(isDigit): radix = 10
        case text.hasPrefix("0o") && text.utf8.count > 2 && text.utf8.dropFirst(2).allSatisfy(isOctal): radix = 8
        case text.hasPrefix("0x") && text.utf8.count > 2 && text.utf8.dropFirst(2).allSatisfy(isHex): radix = 16
        default: return nil
        }
        guard let value = Int64(radix == 10 ? text[...] : text.dropFirst(2), radix: radix) else {
            throw Unsuitable(message: "\(Diagnostic.quote(text)) is beyond 64 bits; quote it to make it text")
        }
        return value
    }

    /// A number of the form `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
    private static func number(_ text: String) throws(Unsuitable) -> Double? {
        var rest = text.utf8[...]
        skip(&rest, one: "-+")
        if rest.elementsEqual(".inf".utf8) || rest.elementsEqual(".Inf".utf8) || rest.elementsEqual(".INF".utf8)
            || [".nan", ".NaN", ".NAN"].contains(text)
        {
            throw Unsuitable(message: "\(text) is no JSON number; quote it to make it text")
        }
        let whole = skipDigits(&rest)
        let fraction = skip(&rest, one: ".") ? skipDigits(&rest) : 0
        guard whole + fraction > 0 else { return nil }
        if skip(&rest, one: "eE") {
            skip(&rest, one: "-+")
            guard skipDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        guard let value = Double(text.hasSuffix(".") ? text + "0" : text), value.isFinite else {
            throw Unsuitable(message: "\(Diagnostic.quote(text)) is beyond a 64-bit number; quote it to make it text")
        }
        return value
    }

    @discardableResult
    private static func skip(_ rest: inout Substring.UTF8View, one of: String) -> Bool {
        guard let first = rest.first, of.utf8.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix(while: isDigit)
        rest = rest[digits.endIndex...]
        return digits.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isOctal(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
