extension RemediationAction {
    enum Key: String, CodingKey, CaseIterable {
        case restart, start, stop, unpause, signal, exec, scaleUp, scaleDown, cleanup, updateResources, recreate, none
    }

    private struct Empty: Codable {}

    /// Of all actions, in the order of the manual.
    package static let keywords = Key.allCases.map(\.rawValue)

    var key: Key {
        switch self {
        case .restart: .restart
        case .start: .start
        case .stop: .stop
        case .unpause: .unpause
        case .signal: .signal
        case .exec: .exec
        case .scaleUp: .scaleUp
        case .scaleDown: .scaleDown
        case .cleanup: .cleanup
        case .updateResources: .updateResources
        case .recreate: .recreate
        case .none: .none
        }
    }

    private var spec: any Encodable {
        switch self {
        case .restart(let spec): spec
        case .stop(let spec): spec
        case .signal(let spec): spec
        case .exec(let spec): spec
        case .scaleUp(let spec): spec
        case .scaleDown(let spec): spec
        case .cleanup(let spec): spec
        case .updateResources(let spec): spec
        case .start, .unpause, .recreate, .none: Empty()
        }
    }
}

extension RemediationAction: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a step needs an action")
            )
        }
        func spec<Spec: Decodable>() throws -> Spec { try container.decode(Spec.self, forKey: key) }
        self =
            switch key {
            case .restart: .restart(try spec())
            case .start: .start
            case .stop: .stop(try spec())
            case .unpause: .unpause
            case .signal: .signal(try spec())
            case .exec: .exec(try spec())
            case .scaleUp: .scaleUp(try spec())
            case .scaleDown: .scaleDown(try spec())
            case .cleanup: .cleanup(try spec())
            case .updateResources: .updateResources(try spec())
            case .recreate: .recreate
            case .none: .none
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try spec.encode(to: container.superEncoder(forKey: key))
    }
}
