import DockerEngine

extension DockerEndpoint {
    /// Where the engine's machine is reached: the address of containers on its own network.
    var hostAddress: String {
        switch address {
        case .unix: "127.0.0.1"
        case .tcp(let host, _, _): host
        }
    }

    /// Whether the engine runs on this machine, so that addresses of its containers mean the same here.
    var isLocal: Bool {
        switch address {
        case .unix: true
        case .tcp(let host, _, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
        }
    }
}
