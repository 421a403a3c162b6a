/// A span of time as policies write it: Go's notation, `500ms`, `2m`, `1h30m`, kept to the millisecond.
package struct PolicyDuration: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static let zero = PolicyDuration(milliseconds: 0)
    package static func milliseconds(_ value: Int64) -> PolicyDuration { .init(milliseconds: value) }
    package static func seconds(_ value: Int64) -> PolicyDuration { .init(milliseconds: value * 1000) }
    package static func minutes(_ value: Int64) -> PolicyDuration { .seconds(value * 60) }
    package static func hours(_ value: Int64) -> PolicyDuration { .minutes(value * 60) }
    /// Ten years: what a document may say at most.
    package static let longest = PolicyDuration.hours(87_600)

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    package var duration: Duration { .milliseconds(milliseconds) }

    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ]

    /// Parses Go's `time.ParseDuration` notation without sign and without units below a millisecond.
    ///
    /// Nil for anything else, for spans over `longest` and for fractions of a millisecond (`0.5ms`). As in Go, `1.5h`
    /// is fine and units may repeat (`1h1h` is two hours).
    package init?(_ text: String) {
        if text == "0" {
            self = .zero
            return
        }
        var rest = text.utf8[...]
        var total = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { ($0 >= 48 && $0 <= 57) || $0 == 46 }
            guard let first = number.first, first != 46, number.last != 46,
                number.count <= 12, let value = Double(Substring(number))
            else { return nil }
            rest = rest[number.endIndex...]
            guard let unit = Self.units.first(where: { rest.starts(with: $0.suffix.utf8) }) else { return nil }
            rest = rest.dropFirst(unit.suffix.utf8.count)
            total += value * Double(unit.milliseconds)
        }
        // Decimal fractions are inexact in binary (1.1 s is 1100.0000000000002 ms): allow for that, not for more.
        let whole = total.rounded()
        guard whole <= Double(Self.longest.milliseconds), (total - whole).magnitude < 0.000_1 else { return nil }
        milliseconds = Int64(whole)
    }

    /// The shortest of Go's spellings that parses back: `1h30m`, `2m`, `500ms`, `0s`.
    package var description: String {
        guard milliseconds > 0 else { return "0s" }
        let hours = milliseconds / 3_600_000
        let minutes = milliseconds / 60_000 % 60
        let seconds = milliseconds / 1000 % 60
        let rest = milliseconds % 1000
        let parts = [(hours, "h"), (minutes, "m"), (seconds, "s"), (rest, "ms")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
    }
}

extension PolicyDuration: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = PolicyDuration(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a duration")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
