/// An engine's events, followed while they happen: dockerd itself remembers only its last 256, which health checks alone
/// use up within a minute.
///
/// Ended at the latest with this object.
package final class DockerEventLog: Sendable {
    private let docker: Docker
    private let child: ChildProcess

    /// Follows the events since a moment, filtered as by `docker events --filter`.
    ///
    /// - Throws: `SystemError`.
    package init(_ docker: Docker, since: Stamp = .now, filters: [String] = []) throws {
        self.docker = docker
        let format = ["--format", DockerEvent.template]
        child = try ChildProcess(
            "docker",
            ["events", "--since", since.dockerTime] + format + filters.flatMap { ["--filter", $0] },
            environment: docker.environment
        )
    }

    /// Every event so far, oldest first.
    package var events: [DockerEvent] {
        child.output.split(separator: "\n").compactMap { DockerEvent(line: String($0)) }
    }

    /// The events of one container so far, oldest first.
    package func events(of container: TestContainer) -> [DockerEvent] { events.filter { $0.id == container.id } }

    /// Waits until everything that happened before the call has arrived.
    ///
    /// A container made and removed marks the place, so `create` and `destroy` must not be filtered out.
    /// - Throws: `CommandError`, `AwaitError`.
    package func catchUp() async throws {
        let marker = try await docker.command(["create", Docker.image, "true"])
        try await docker.command(["rm", marker])
        try await eventually(within: .seconds(20), "the event log of \(docker.host) to catch up") {
            guard child.isRunning else { throw CommandError(command: "docker events", output: child.errorOutput) }
            return events.contains { $0.id == marker && $0.action == "destroy" }
        }
    }

    package func close() { child.kill() }
}
