/// A share of a whole, written `"85%"`; 100 is all of it.
package struct Percentage: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var percent: Double

    package init(_ percent: Double) { self.percent = percent }

    /// Parses digits with at most four decimals and a `%`; nil for anything else and for more than 10000 %.
    package init?(text: String) {
        let parts = text.utf8.dropLast().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.last == UInt8(ascii: "%"), parts.count <= 2,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }),
            parts.count == 1 || parts[1].count <= 4,
            let value = Double(text.dropLast()), value <= 10_000
        else { return nil }
        percent = value
    }

    package static func < (left: Self, right: Self) -> Bool { left.percent < right.percent }

    package var description: String {
        Int64(exactly: percent).map { "\($0)%" } ?? "\(percent)%"
    }
}

extension Percentage: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Percentage(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a percentage")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
