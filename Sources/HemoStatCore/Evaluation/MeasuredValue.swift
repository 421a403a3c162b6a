/// A JSON scalar.
package enum MeasuredValue: Sendable, Equatable, Codable, CustomStringConvertible {
    case number(Double)
    case word(String)

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .word(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .word(let word): try container.encode(word)
        }
    }

    /// Numbers with at most two decimals, as people read them.
    package var description: String {
        switch self {
        case .word(let word): return word
        case .number(let number):
            let hundredths = (number * 100).rounded() / 100
            return hundredths == hundredths.rounded() && abs(hundredths) < 1e15
                ? "\(Int64(hundredths))" : "\(hundredths)"
        }
    }
}
