import Synchronization
import TestSupport

/// One of the two Docker hosts: its engine, its containers, and everything its engine told.
final class ChaosHost: Sendable {
    static let names = ["a", "b"]

    /// A span of time, in nanoseconds since 1970.
    typealias Span = ClosedRange<Int64>

    let name: String
    let docker: Docker
    /// Nil for the shared engine, which is left alone.
    let engine: PrivateEngine?
    let patients: [ChaosPatient]
    private let logs: Mutex<[DockerEventLog]>

    static func set(_ name: String, on docker: Docker, engine: PrivateEngine?, prefix: String) async throws -> ChaosHost
    {
        let log = try follow(docker, since: .now)
        var patients: [ChaosPatient] = []
        for kind in ChaosPatient.Kind.allCases {
            patients.append(try await ChaosPatient.start(kind, on: docker, prefix: prefix))
        }
        return ChaosHost(name, docker, engine, patients, log)
    }

    private init(
        _ name: String,
        _ docker: Docker,
        _ engine: PrivateEngine?,
        _ patients: [ChaosPatient],
        _ log: DockerEventLog
    ) {
        (self.name, self.docker, self.engine, self.patients) = (name, docker, engine, patients)
        logs = Mutex([log])
    }

    private static func follow(_ docker: Docker, since: Stamp) throws -> DockerEventLog {
        let actions = ["create", "destroy", "start", "restart", "kill", "die", "stop"].map { "event=\($0)" }
        return try DockerEventLog(docker, since: since, filters: ["type=container"] + actions)
    }

    /// Makes a container ill.
    ///
    /// Nothing happens to one that does not run.
    /// - Throws: `CommandError` when Docker does not answer.
    func breakPatient(_ index: Int) async throws { try await patients[index].fail() }

    /// Restarts dockerd, killed or asked to end; its containers go on.
    ///
    /// - Throws: `SystemError`, `AwaitError`.
    func restartEngine(hard: Bool) async throws {
        guard let engine else { return }
        let since = Stamp.now
        if hard { engine.kill() } else { await engine.stop() }
        try await engine.start()
        let next = try Self.follow(docker, since: since)
        logs.withLock { $0.append(next) }
    }

    /// Which containers do what they are there for, in their order.
    /// - Throws: `CommandError`.
    func wellness() async throws -> [Bool] {
        let format = "{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}}"
        let printed = try await docker.command(["inspect", "--format", format] + patients.map(\.container.id))
        return printed.split(separator: "\n").map { $0 == "running healthy" }
    }

    /// Helps a container as a person would, in a way that Docker does not call a restart.
    /// - Throws: `CommandError`.
    func repair(_ index: Int) async throws {
        try await patients[index].container.perform("stop", "-t", "0")
        try await patients[index].container.perform("start")
    }

    /// Everything that has happened to its containers until now, oldest first.
    /// - Throws: `AwaitError`, `CommandError`.
    func events() async throws -> [DockerEvent] {
        let logs = logs.withLock { $0 }
        try await logs.last?.catchUp()
        let ids = Set(patients.map(\.container.id))
        var seen: Set<DockerEvent> = []
        return logs.flatMap(\.events).filter { ids.contains($0.id) && seen.insert($0).inserted }
    }

    func close() async {
        engine?.resume()
        for log in logs.withLock({ $0 }) { log.close() }
        for patient in patients { await patient.container.remove() }
        engine?.close()
    }
}
