import DockerEngine

/// What the observer tells about its host.
struct HostReport: Sendable {
    /// Nil when it does not answer.
    var info: EngineInfo?
    var message: String
}
