import TestSupport

/// A Compose project with one service, `web`, under `docker-compose`.
final class ComposeProject: Sendable {
    let name: String
    private let docker: Docker
    private let folder: TemporaryDirectory

    /// Its container is called `<name>_web_1` and has the label, `key=value`.
    ///
    /// - Throws: `SystemError` when there is no room for its file.
    init(_ name: String, label: String, on docker: Docker) throws {
        self.name = name
        self.docker = docker
        folder = try TemporaryDirectory()
        let script = "trap 'exit 143' TERM; touch /up; while :; do sleep 0.1 & wait $$!; done"
        try folder.write(
            "docker-compose.yml",
            """
            version: "3"
            services:
              web:
                image: \(Docker.image)
                command: ["sh", "-c", "\(script)"]
                network_mode: bridge
                stop_grace_period: 2s
                labels: ["\(label)"]
                environment: ["SETTING=${SETTING:-one}"]
            """
        )
    }

    /// Runs `docker-compose` with these words; `setting` is part of the service's configuration.
    /// - Throws: `CommandError` with what it said, or that it is missing.
    func run(_ words: String..., setting: String = "one") async throws {
        let environment = ["DOCKER_HOST": docker.host, "DOCKER_CONTEXT": "", "SETTING": setting]
        let file = folder.file("docker-compose.yml")
        let result: ChildProcess.Result
        do {
            result = try await ChildProcess.run(
                "docker-compose",
                ["-p", name, "-f", file] + words,
                environment: environment,
                directory: folder.path,
                within: .seconds(120)
            )
        } catch let error as SystemError {
            throw CommandError(
                command: "docker-compose",
                output: "cannot be run (\(error)); install the package docker-compose, or run `make deps`"
            )
        }
        guard result.succeeded else {
            throw CommandError(command: "docker-compose \(words.joined(separator: " "))", output: result.errorOutput)
        }
    }
}
