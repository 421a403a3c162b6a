/// A number, or a share of a group: Kubernetes' `IntOrString` as `maxUnavailable` takes it.
package enum CountOrPercentage: Sendable, Equatable, CustomStringConvertible {
    case count(Int)
    case percentage(Percentage)

    /// How many of a group of so many: percentages round down, and are at least 1.
    package func count(of total: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percentage(let share): max(1, Int(Double(total) * share.percent / 100))
        }
    }

    package var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .percentage(let share): share.description
        }
    }
}

extension CountOrPercentage: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Int.self) {
            self = .count(count)
        } else {
            self = .percentage(try container.decode(Percentage.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .count(let count): try container.encode(count)
        case .percentage(let share): try container.encode(share)
        }
    }
}
