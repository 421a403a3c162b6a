import TestSupport

/// A service of one task, on a Swarm of one node.
struct SwarmService: Sendable {
    let name: String
    let docker: Docker

    /// Makes the engine a Swarm, and waits until the service's task runs.
    /// - Throws: `CommandError`, `AwaitError`.
    static func start(_ name: String, label: String, on docker: Docker) async throws -> SwarmService {
        try await docker.command(["swarm", "init", "--advertise-addr", "127.0.0.1"])
        let service = SwarmService(name: name, docker: docker)
        let options = [
            "--container-label", label, "--restart-delay", "500ms", "--stop-grace-period", "2s", "--no-resolve-image",
            "--health-cmd", "test ! -e /sick", "--health-interval", "1s", "--health-retries", "1",
        ]
        try await docker.command(
            ["service", "create", "-d", "--name", name] + options + [Docker.image] + Patient.crashesWhenTold
        )
        try await service.waitForTask(otherThan: [])
        return service
    }

    /// Waits until a task runs that is none of these and is well, and returns its container's ID.
    @discardableResult
    func waitForTask(otherThan known: Set<String>) async throws -> String {
        try await eventually(within: .seconds(60), every: .milliseconds(200), "another task of \(name)") {
            let filters = ["--filter", "label=com.docker.swarm.service.name=\(name)", "--filter", "health=healthy"]
            let ids = try await docker.command(["ps", "-q", "--no-trunc"] + filters).split(separator: "\n")
            return ids.map(String.init).first { !known.contains($0) }
        }
    }

    /// Goes through an update, a crash, a kill and an unhealthy task, each answered by Swarm with another task.
    ///
    /// - Returns: the tasks there were, by container ID.
    func liveThrough() async throws -> Set<String> {
        var tasks = [try await waitForTask(otherThan: [])]
        try await docker.command(["service", "update", "-d", "--env-add", "SETTING=two", name])
        tasks.append(try await waitForTask(otherThan: Set(tasks)))
        for deed in [["exec", "-d", "%", "touch", "/crash"], ["kill", "%"], ["exec", "-d", "%", "touch", "/sick"]] {
            try await docker.command(deed.map { $0 == "%" ? tasks.last ?? "" : $0 })
            tasks.append(try await waitForTask(otherThan: Set(tasks)))
        }
        return Set(tasks)
    }

    func end() async throws {
        try await docker.command(["service", "rm", name])
        try await docker.command(["swarm", "leave", "--force"])
    }
}
