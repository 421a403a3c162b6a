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
                        "docker at \(docker.endpoint) cannot be reached (tried \(retry.attempts) times): \(error.message);"
                            + " start it, or correct --docker or DOCKER_HOST"
                    )
                }
                logger.warning(
                    "docker does not answer yet",
                    metadata: .init([.error: "\(error)", .retryIn: "\(pause)"])
                )
                try await clock.sleep(for: pause)
                pause *= 2
            }
        }
    }
}
