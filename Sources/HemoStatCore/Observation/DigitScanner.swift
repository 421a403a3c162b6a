/// Reads fixed-width decimal fields off the front of ASCII text.
struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// Exactly `count` digits.
    mutating func digits(_ count: Int) -> Int64? {
        let field = rest.prefix(count)
        guard field.count == count, field.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        rest = rest.dropFirst(count)
        return field.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// At least one digit after the point, as microseconds; further digits are cut off.
    mutating func fraction() -> Int64? {
        let field = rest.prefix { $0 >= 48 && $0 <= 57 }
        guard !field.isEmpty else { return nil }
        rest = rest[field.endIndex...]
        var digits = field.prefix(6).map { Int64($0 - 48) }
        digits += Array(repeating: 0, count: 6 - digits.count)
        return digits.reduce(0) { $0 * 10 + $1 }
    }

    /// `Z` or `±hh:mm`, in seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
