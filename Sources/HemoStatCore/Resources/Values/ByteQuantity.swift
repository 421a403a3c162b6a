/// A number of bytes as Kubernetes writes them: `512Mi`, `1.5Gi`, `100M`, or a plain integer.
///
/// Suffixes are those of Kubernetes' quantities for bytes: `Ki Mi Gi Ti Pi` (powers of 1024), `k M G T P` (powers of
/// 1000).
package struct ByteQuantity: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var bytes: Int64

    package init(bytes: Int64) { self.bytes = bytes }

    /// One pebibyte: more than any container has, and far from any overflow.
    package static let largest = ByteQuantity(bytes: 1 << 50)

    package static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }

    private static let binary: [(suffix: String, bytes: Int64)] = [
        ("Pi", 1 << 50), ("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10),
    ]
    private static let decimal: [(suffix: String, bytes: Int64)] = [
        ("P", 1_000_000_000_000_000), ("T", 1_000_000_000_000), ("G", 1_000_000_000), ("M", 1_000_000), ("k", 1000),
    ]

    /// Parses digits, at most three decimals before a suffix, and a suffix; nil for anything else, for parts of a byte
    /// and for more than `largest`.
    package init?(_ text: String) {
        let unit = (Self.binary + Self.decimal).first { text.hasSuffix($0.suffix) }
        let number = text.dropLast(unit?.suffix.count ?? 0)
        let parts = number.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...16).contains(parts[0].count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }),
            parts.count == 1 || (unit != nil && parts[1].count <= 3), let whole = Int64(Substring(parts[0]))
        else { return nil }
        let factor = unit?.bytes ?? 1
        var thousandths: Int64 = 0
        if parts.count == 2, let digits = Int64(Substring(parts[1])) {
            thousandths = digits * (parts[1].count == 1 ? 100 : parts[1].count == 2 ? 10 : 1)
        }
        let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
        // Divided first: the factor is at most 2^50, a thousandth of it times 999 fits.
        let rest = factor / 1000 * thousandths + factor % 1000 * thousandths / 1000
        guard !overflow, product <= Self.largest.bytes, product + rest <= Self.largest.bytes else { return nil }
        bytes = product + rest
    }

    /// The largest binary suffix that leaves a whole number, else plain digits: what parses back to the same.
    package var description: String {
        guard bytes > 0, let unit = Self.binary.first(where: { bytes % $0.bytes == 0 }) else { return "\(bytes)" }
        return "\(bytes / unit.bytes)\(unit.suffix)"
    }
}

extension ByteQuantity: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let bytes = try? container.decode(Int64.self) {
            self.init(bytes: bytes)
            return
        }
        let text = try container.decode(String.self)
        guard let value = ByteQuantity(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a byte quantity")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
