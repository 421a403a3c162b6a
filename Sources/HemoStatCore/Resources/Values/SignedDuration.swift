/// A span of time with a sign, as policy tests place things before their start: `-1h`, `30s`.
package struct SignedDuration: Sendable, Hashable, CustomStringConvertible {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        guard let span = PolicyDuration(isNegative ? String(text.dropFirst()) : text) else { return nil }
        milliseconds = isNegative ? -span.milliseconds : span.milliseconds
    }

    package var description: String {
        (milliseconds < 0 ? "-" : "") + PolicyDuration(milliseconds: abs(milliseconds)).description
    }
}

extension SignedDuration: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = SignedDuration(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a duration")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
