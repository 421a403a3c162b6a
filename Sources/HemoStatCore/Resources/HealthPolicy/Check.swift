/// What one expectation looks at.
///
/// Each case has its own pure evaluation in `Evaluation/`.
package enum Check: Sendable, Equatable {
    case state(StateSpec)
    case health(HealthSpec)
    case exitCode(ExitCodeSpec)
    case cpu(UsageSpec)
    case memory(UsageSpec)

    package struct StateSpec: Sendable, Equatable, Codable {
        package var `is`: DesiredState
        package init(is state: DesiredState) { self.is = state }
    }

    package enum DesiredState: String, Sendable, Codable, CaseIterable {
        case running = "Running"
        case exited = "Exited"
        case paused = "Paused"
    }

    package struct HealthSpec: Sendable, Equatable, Codable {
        package var `is`: DesiredHealth
        package init(is health: DesiredHealth) { self.is = health }
    }

    package enum DesiredHealth: String, Sendable, Codable, CaseIterable {
        case healthy = "Healthy"
    }

    package struct ExitCodeSpec: Sendable, Equatable, Codable {
        /// The exit codes that count as fine.
        package var `in`: [Int]
        package init(in codes: [Int]) { self.in = codes }
    }

    /// A share that must not be reached: of the container's limit, or of the host where it has none.
    package struct UsageSpec: Sendable, Equatable, Codable {
        package var below: Percentage
        package init(below: Percentage) { self.below = below }
    }

    /// Whether values arrive by sampling; such checks have `for: 1m` by default and reset on gaps.
    package var isSampled: Bool {
        switch self {
        case .cpu, .memory: true
        case .state, .health, .exitCode: false
        }
    }

    /// The key people write it under.
    package var keyword: String {
        switch self {
        case .state: "state"
        case .health: "health"
        case .exitCode: "exitCode"
        case .cpu: "cpu"
        case .memory: "memory"
        }
    }
}

extension Check: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case state
        case health
        case exitCode
        case cpu
        case memory
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "an expectation needs a check")
            )
        }
        switch key {
        case .state: self = .state(try container.decode(StateSpec.self, forKey: key))
        case .health: self = .health(try container.decode(HealthSpec.self, forKey: key))
        case .exitCode: self = .exitCode(try container.decode(ExitCodeSpec.self, forKey: key))
        case .cpu: self = .cpu(try container.decode(UsageSpec.self, forKey: key))
        case .memory: self = .memory(try container.decode(UsageSpec.self, forKey: key))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .state(let spec): try container.encode(spec, forKey: .state)
        case .health(let spec): try container.encode(spec, forKey: .health)
        case .exitCode(let spec): try container.encode(spec, forKey: .exitCode)
        case .cpu(let spec): try container.encode(spec, forKey: .cpu)
        case .memory(let spec): try container.encode(spec, forKey: .memory)
        }
    }
}
