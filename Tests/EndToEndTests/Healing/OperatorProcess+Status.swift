import TestSupport

extension OperatorProcess {
    /// What `hemostat status -o json` prints.
    func statusJSON() async throws -> JSON {
        let result = try await client(["status", "-o", "json"])
        guard result.succeeded else { throw CommandError(command: "hemostat status", output: result.errorOutput) }
        return try JSON(text: result.output)
    }

    /// What `hemostat status` prints for people.
    func statusTable() async throws -> String { try await client(["status"]).output }

    /// The episodes by container name; the newest of each.
    func episodes() async throws -> [String: JSON] {
        let all = try await statusJSON()["episodes"]?.array ?? []
        return Dictionary(all.map { ($0["container"]?.string ?? "", $0) }) { newest, _ in newest }
    }

    func episode(of container: TestContainer) async throws -> JSON? { try await episodes()[container.name] }

    /// Waits until status shows these phases, or phases with reasons (`Held HumanIntent`), all at once.
    /// - Throws: `AwaitError` naming those that it does not show.
    @discardableResult
    func wait(
        for expected: [(container: TestContainer, phase: String)],
        within limit: Duration = .seconds(60)
    ) async throws -> [String: JSON] {
        let names = expected.map { "\($0.container.name) \($0.phase)" }.joined(separator: ", ")
        return try await eventually(within: limit, every: .milliseconds(150), "status to show \(names)") {
            let episodes = try await episodes()
            let others = expected.compactMap { container, phase -> String? in
                let shown = episodes[container.name].map(Self.phase) ?? "nothing"
                return shown == phase || shown.hasPrefix("\(phase) ") ? nil : "\(container.name) \(shown)"
            }
            guard others.isEmpty else {
                throw CommandError(command: "hemostat status", output: others.joined(separator: ", "))
            }
            return episodes
        }
    }

    /// Waits until status shows this phase of one container, and returns the episode.
    @discardableResult
    func wait(
        for container: TestContainer,
        toBe phase: String,
        within limit: Duration = .seconds(60)
    ) async throws -> JSON {
        try await wait(for: [(container, phase)], within: limit)[container.name] ?? .null
    }

    /// Of its private Redis.
    var redisSocket: String { stateDirectory.file("redis.sock") }

    /// Asks its private Redis by redis-cli.
    @discardableResult
    func redis(_ words: String...) async throws -> String {
        let result = try await ChildProcess.run("redis-cli", ["-s", redisSocket, "-e"] + words)
        guard result.succeeded else { throw CommandError(command: "redis-cli", output: result.errorOutput) }
        return result.output
    }

    /// Phase and, where there is one, reason.
    private static func phase(of episode: JSON) -> String {
        [episode["phase"]?.string, episode["reason"]?.string].compactMap { $0 }.joined(separator: " ")
    }
}
