/// What the Responder may do to a container; written as an object with exactly one key.
package enum RemediationAction: Sendable, Equatable {
    /// Docker's restart; `timeout` is how long it waits for the stop signal before it kills.
    case restart(timeout: PolicyDuration)
    case start

    /// The key people write it under, also its name in events.
    package var keyword: String {
        switch self {
        case .restart: "restart"
        case .start: "start"
        }
    }

    /// Whether it ends the container's current run.
    var endsRun: Bool {
        switch self {
        case .restart: true
        case .start: false
        }
    }

    /// How long Docker itself may take by design.
    package var timeout: PolicyDuration {
        switch self {
        case .restart(let timeout): timeout
        case .start: .zero
        }
    }
}

extension RemediationAction: Codable {
    private enum CodingKeys: String, CodingKey {
        case restart
        case start
    }

    private struct StopTimeout: Codable {
        var timeout: PolicyDuration
    }

    private struct Empty: Codable {}

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a step needs an action")
            )
        }
        switch key {
        case .restart: self = .restart(timeout: try container.decode(StopTimeout.self, forKey: key).timeout)
        case .start: self = .start
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .restart(let timeout): try container.encode(StopTimeout(timeout: timeout), forKey: .restart)
        case .start: try container.encode(Empty(), forKey: .start)
        }
    }
}
