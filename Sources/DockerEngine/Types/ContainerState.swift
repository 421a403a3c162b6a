/// How a container is (`State`).
package struct ContainerState: Sendable, Hashable, Decodable {
    /// `nil` for a word that is not known, with no flag to say more.
    package let status: ContainerStatus?
    /// The engine's own word.
    package let statusText: String
    package let isRunning: Bool
    package let isPaused: Bool
    /// The restart policy is bringing it back.
    package let isRestarting: Bool
    package let isOOMKilled: Bool
    package let isDead: Bool
    /// 0 when it does not run.
    package let pid: Int
    /// Of the last run; 0 while the first one lasts.
    package let exitCode: Int
    /// Why the engine could not start or stop it; empty when nothing went wrong.
    package let error: String
    /// RFC 3339; `0001-01-01T00:00:00Z` and empty mean never.
    package let startedAt: String
    package let finishedAt: String
    /// `nil` when the engine says nothing of health.
    package let health: ContainerHealth?

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        statusText = fields.text(.status) ?? ""
        isRunning = fields.flag(.running) ?? false
        isPaused = fields.flag(.paused) ?? false
        isRestarting = fields.flag(.restarting) ?? false
        isOOMKilled = fields.flag(.oomKilled) ?? false
        isDead = fields.flag(.dead) ?? false
        pid = fields.integer(.pid).flatMap(Int.init(exactly:)) ?? 0
        exitCode = fields.integer(.exitCode).flatMap(Int.init(exactly:)) ?? 0
        error = EngineText.singleLine(fields.text(.error) ?? "", limit: 1024)
        startedAt = fields.text(.startedAt) ?? ""
        finishedAt = fields.text(.finishedAt) ?? ""
        // Podman before 4 spells it `Healthcheck`.
        health = fields.object(ContainerHealth.self, .health) ?? fields.object(ContainerHealth.self, .healthcheck)
        let flagged: ContainerStatus? =
            isPaused ? .paused : isRestarting ? .restarting : isRunning ? .running : isDead ? .dead : nil
        status = ContainerStatus(engineWord: statusText) ?? flagged
    }

    /// Whether a time of an engine means "never": empty, or Go's zero time.
    package static func isNever(_ time: String) -> Bool {
        time.isEmpty || time.hasPrefix("0001-01-01T00:00:00")
    }

    private enum CodingKeys: String, CodingKey {
        case status = "Status"
        case running = "Running"
        case paused = "Paused"
        case restarting = "Restarting"
        case oomKilled = "OOMKilled"
        case dead = "Dead"
        case pid = "Pid"
        case exitCode = "ExitCode"
        case error = "Error"
        case startedAt = "StartedAt"
        case finishedAt = "FinishedAt"
        case health = "Health"
        case healthcheck = "Healthcheck"
    }
}
