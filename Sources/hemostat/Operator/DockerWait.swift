import Agents
import DockerEngine
import Logging

/// Waits for the engine at start, with growing pauses; then says in one sentence that it is not there.
struct DockerWait {
    let docker: DockerClient
    let retry: AgentRetry
    let logger: Logger
    var clock: any Clock<Duration> = ContinuousClock()

    func run() async throws {
        var pause = retry.delay
        for attempt in 1...retry.attempts {
            do {
                _ = try await docker.version()
                return
            } catch {
                guard attempt < retry.attempts else {
                    throw Failure(
                        .unreachable,
                        "docker cannot be reached at \(docker.endpoint): \(reason(error)); start it, or correct --docker"
                            + " or DOCKER_HOST"
                    )
                }
                logger.warning(
                    "docker does not answer yet",
                    metadata: .init([.error: "\(reason(error))", .retryIn: "\(pause)"])
                )
                try await clock.sleep(for: pause)
                pause *= 2
            }
        }
    }

    /// libcurl tells only that it could not connect; the system knows why.
    private func reason(_ error: DockerError) -> String {
        guard error.code == .unreachable, case .unix(let path) = docker.endpoint.address else { return error.message }
        return SocketProbe.problem(at: path) ?? error.message
    }
}
