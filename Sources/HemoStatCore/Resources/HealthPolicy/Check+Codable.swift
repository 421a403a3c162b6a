extension Check {
    enum Key: String, CodingKey, CaseIterable {
        case state, health, exitCode, restarts, cpu, cores, memory, memoryBytes, pids, network, blockIO, oomKilled
        case logs, http, tcp, exec, image
    }

    var key: Key {
        switch self {
        case .state: .state
        case .health: .health
        case .exitCode: .exitCode
        case .restarts: .restarts
        case .cpu: .cpu
        case .cores: .cores
        case .memory: .memory
        case .memoryBytes: .memoryBytes
        case .pids: .pids
        case .network: .network
        case .blockIO: .blockIO
        case .oomKilled: .oomKilled
        case .logs: .logs
        case .http: .http
        case .tcp: .tcp
        case .exec: .exec
        case .image: .image
        }
    }

    private var spec: any Encodable {
        switch self {
        case .state(let spec): spec
        case .health(let spec): spec
        case .exitCode(let spec): spec
        case .restarts(let spec): spec
        case .cpu(let spec), .memory(let spec): spec
        case .cores(let spec): spec
        case .memoryBytes(let spec): spec
        case .pids(let spec): spec
        case .network(let spec): spec
        case .blockIO(let spec): spec
        case .oomKilled(let spec): spec
        case .logs(let spec): spec
        case .http(let spec): spec
        case .tcp(let spec): spec
        case .exec(let spec): spec
        case .image(let spec): spec
        }
    }
}

/// An object with exactly one key, which stands beside an expectation's name: `state: {is: Running}`.
extension Check: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "an expectation needs a check")
            )
        }
        func spec<Spec: Decodable>() throws -> Spec { try container.decode(Spec.self, forKey: key) }
        self =
            switch key {
            case .state: .state(try spec())
            case .health: .health(try spec())
            case .exitCode: .exitCode(try spec())
            case .restarts: .restarts(try spec())
            case .cpu: .cpu(try spec())
            case .cores: .cores(try spec())
            case .memory: .memory(try spec())
            case .memoryBytes: .memoryBytes(try spec())
            case .pids: .pids(try spec())
            case .network: .network(try spec())
            case .blockIO: .blockIO(try spec())
            case .oomKilled: .oomKilled(try spec())
            case .logs: .logs(try spec())
            case .http: .http(try spec())
            case .tcp: .tcp(try spec())
            case .exec: .exec(try spec())
            case .image: .image(try spec())
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try spec.encode(to: container.superEncoder(forKey: key))
    }
}
