import DockerEngine

/// One look at a container and at the variables it was given, `NAME=value`: these are read to hide their values, never kept.
struct ContainerReading: Sendable {
    let inspection: ContainerInspection
    /// Nil while the engine's client cannot tell: then only what looks like a secret is hidden.
    let environment: [String]?

    static func of(_ id: String, _ docker: DockerClient) async throws -> ContainerReading {
        let answer = try await docker.inspectWithEnvironment(id)
        return ContainerReading(inspection: answer.inspection, environment: answer.environment)
    }
}
