import Synchronization

/// A container that a test started, removed at the latest with this object.
package final class TestContainer: Sendable {
    package let docker: Docker
    package let name: String
    /// The whole id, 64 hex digits.
    package let id: String
    private let removed = Atomic(false)

    init(docker: Docker, name: String, id: String) {
        self.docker = docker
        self.name = name
        self.id = id
    }

    deinit {
        guard !removed.load(ordering: .relaxed) else { return }
        // A test that failed before `remove()`: blocking for a moment is the price.
        _ = try? Spawn(
            executable: "docker",
            arguments: ["rm", "-fv", name],
            environment: ChildProcess.inherited(adding: docker.environment),
            directory: nil,
            input: nil,
            outputPath: "/dev/null",
            errorPath: "/dev/null"
        ).finish()
        Reaper.shared?.forget(.container(host: docker.host, name: name))
    }

    /// A field by a Go template, such as `{{.RestartCount}}`.
    /// - Throws: `CommandError`.
    package func inspect(_ format: String) async throws -> String { try await docker.inspect(name, format) }

    /// Its state, `running`, `exited`, `paused` and so on.
    package var state: String { get async throws { try await inspect("{{.State.Status}}") } }

    /// Its health, `starting`, `healthy`, `unhealthy`; empty without a health check.
    package var health: String {
        get async throws { try await inspect("{{if .State.Health}}{{.State.Health.Status}}{{end}}") }
    }

    /// When it was last started, in the engine's RFC 3339 form: another value means another start.
    package var startedAt: String { get async throws { try await inspect("{{.State.StartedAt}}") } }

    /// Runs a command in it and returns what it printed.
    /// - Throws: `CommandError`.
    @discardableResult
    package func exec(_ words: String...) async throws -> String { try await docker.command(["exec", name] + words) }

    /// Runs a `docker` verb on it, such as `stop`, `kill`, `pause` or `restart`.
    /// - Throws: `CommandError`.
    package func perform(_ verb: String, _ options: String...) async throws {
        try await docker.command([verb] + options + [name])
    }

    /// Waits until its health is this.
    /// - Throws: `AwaitError`.
    package func waitForHealth(_ wanted: String, within limit: Duration = .seconds(30)) async throws {
        try await eventually(within: limit, every: .milliseconds(100), "\(name) to be \(wanted)") {
            try await health == wanted
        }
    }

    /// Its events since a moment until now, oldest first.
    /// - Throws: `CommandError`.
    package func events(since: Stamp) async throws -> [DockerEvent] {
        try await docker.events(since: since, filters: ["type=container", "container=\(id)"])
    }

    /// Removes it with its volumes, running or not; idempotent.
    package func remove() async {
        guard !removed.exchange(true, ordering: .relaxed) else { return }
        _ = try? await docker.command(["rm", "-fv", name])
        Reaper.shared?.forget(.container(host: docker.host, name: name))
    }
}
