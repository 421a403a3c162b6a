/// The `docker` command as a witness from outside: it shares nothing with our own `DockerEngine`.
package struct Docker: Sendable {
    /// The image `with-engine.sh` and `PrivateEngine` provide: busybox with a link for each applet.
    package static let image = "hemostat-test/busybox"

    /// A command that runs for ever and, unlike a bare `sleep` as process 1, ends at once when asked to.
    package static let idle = ["sh", "-c", "trap 'exit 143' TERM; while :; do sleep 3600 & wait $!; done"]

    /// The engine's address, as in `DOCKER_HOST`.
    package let host: String

    /// - Parameter host: The engine's address; nil is `DOCKER_HOST`, else the default socket.
    package init(host: String? = nil) {
        self.host = host ?? environmentVariable("DOCKER_HOST") ?? "unix:///var/run/docker.sock"
    }

    /// False with `HEMOSTAT_TEST_DOCKER=0`, the explicit wish to leave out the tests that need an engine.
    ///
    /// For `@Suite(.enabled(if: Docker.isWanted))`. Without that wish a missing engine fails them.
    package static var isWanted: Bool { environmentVariable("HEMOSTAT_TEST_DOCKER") != "0" }

    /// Whether the engine answers.
    package var isAvailable: Bool {
        get async { (try? await command(["version", "--format", "{{.Server.Version}}"], within: .seconds(10))) != nil }
    }

    /// The shared engine of this test run.
    /// - Throws: `CommandError` saying what to do when no engine answers or it lacks the test image.
    package static func requireEngine() async throws -> Docker {
        let docker = Docker()
        do {
            try await docker.command(["image", "inspect", "--format", "{{.Id}}", image], within: .seconds(20))
            return docker
        } catch {
            let advice = "run the tests through `make test` or Tests/Support/scripts/with-engine.sh"
            throw CommandError(
                command: "finding a Docker engine with \(image) at \(docker.host)",
                output: "\(advice) (\(error))"
            )
        }
    }

    /// A container name nobody else uses.
    package static func uniqueName(_ word: String = "") -> String {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        let padded = String(repeating: "0", count: 8 - digits.count) + digits
        return word.isEmpty ? "hs-\(padded)" : "hs-\(padded)-\(word)"
    }

    /// Options of `run` for a health check, as `docker run --health-cmd` has them.
    package static func healthCheck(
        _ command: String,
        interval: Duration = .seconds(1),
        retries: Int = 1
    ) -> [String] {
        let milliseconds = interval.components.seconds * 1_000 + interval.components.attoseconds / 1_000_000_000_000_000
        return [
            "--health-cmd", command, "--health-interval", "\(milliseconds)ms", "--health-timeout", "5s",
            "--health-retries", "\(retries)",
        ]
    }

    /// Runs `docker` with these arguments and returns what it printed, without the newline at its end.
    /// - Throws: `CommandError` with what it said when it fails, `AwaitError`, `SystemError`.
    @discardableResult
    package func command(_ arguments: [String], within limit: Duration = .seconds(60)) async throws -> String {
        let result = try await ChildProcess.run("docker", arguments, environment: environment, within: limit)
        guard result.succeeded else {
            throw CommandError(
                command: "docker \(arguments.joined(separator: " "))",
                output: result.errorOutput + result.output
            )
        }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    /// Starts a container, with options of `docker run`; it is removed at the latest with the object returned.
    ///
    /// - Throws: `CommandError`.
    package func run(
        _ options: [String] = [],
        command words: [String] = idle,
        name: String = uniqueName(),
        image: String = image
    ) async throws -> TestContainer {
        Reaper.shared?.watch(.container(host: host, name: name))
        let id = try await command(["run", "-d", "--name", name] + options + [image] + words)
        return TestContainer(docker: self, name: name, id: id)
    }

    /// The events since a moment until now, oldest first, filtered as by `docker events --filter`.
    ///
    /// - Throws: `CommandError`.
    package func events(since: Stamp, filters: [String] = []) async throws -> [DockerEvent] {
        let window = ["--since", since.dockerTime, "--until", Stamp.now.dockerTime]
        let format = ["--format", DockerEvent.template]
        let printed = try await command(["events"] + window + format + filters.flatMap { ["--filter", $0] })
        return printed.split(separator: "\n").compactMap { DockerEvent(line: String($0)) }
    }

    /// A field of an object, by a Go template such as `{{.State.Status}}`.
    /// - Throws: `CommandError`.
    package func inspect(_ name: String, _ format: String) async throws -> String {
        try await command(["inspect", "--format", format, name])
    }

    /// What tells `docker` which engine to speak to.
    var environment: [String: String] { ["DOCKER_HOST": host, "DOCKER_CONTEXT": ""] }
}
