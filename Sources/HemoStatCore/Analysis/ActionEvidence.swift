/// What was known of a container right before an action, which may destroy it: the end of its log, its state, its use.
///
/// Without secrets and bounded: lines, outputs and errors have been through the `Redactor`, labels are names only. What
/// could not be had in time stands in `missing`.
package struct ActionEvidence: Sendable, Equatable, Codable {
    package var intent: String
    package var action: String
    package var host: String
    /// The full ID.
    package var container: String
    package var name: String
    package var at: Timestamp
    package var facts: Facts?
    package var log: Lines?
    package var metrics: MetricSample?
    /// What the action was going to do, where that had to be asked for first.
    package var plan: ActionPlan?
    /// What a command printed; it comes after the action.
    package var output: Lines?
    package var missing: [Part]

    package init(
        intent: String,
        action: String,
        host: String,
        container: String,
        name: String,
        at instant: Timestamp,
        metrics: MetricSample? = nil,
        missing: [Part] = []
    ) {
        self.intent = intent
        self.action = action
        self.host = host
        self.container = container
        self.name = name
        at = instant
        self.metrics = metrics
        self.missing = missing
    }

    /// How long it is kept.
    package static let seconds = 7 * 86_400

    package enum Part: String, Sendable, Codable, CaseIterable {
        case facts, log, metrics
        /// The container's variables, by whose values its own secrets are known.
        case environment
    }

    /// Text of the container's own, oldest line first.
    package struct Lines: Sendable, Equatable, Codable {
        package var lines: [String]
        /// Whether older lines, or ends of lines, are left out.
        package var isTruncated: Bool

        package init(lines: [String], isTruncated: Bool) {
            self.lines = lines
            self.isTruncated = isTruncated
        }
    }

    /// What `inspect` said.
    package struct Facts: Sendable, Equatable, Codable {
        package var image = ""
        package var imageID = ""
        package var status = ""
        package var health = ""
        /// Failed health checks in a row.
        package var failingStreak = 0
        package var lastCheck: HealthRun?
        package var exitCode = 0
        package var oomKilled = false
        package var restartCount = 0
        package var restartPolicy = ""
        package var startedAt = ""
        package var finishedAt = ""
        /// What the engine said when it could not start or stop it.
        package var error = ""
        /// Bytes; 0 without a limit.
        package var memoryLimit: Int64 = 0
        package var cpuLimitCores: Double?
        package var networkMode = ""
        package var networks: [String] = []
        package var volumes: [String] = []
        /// Names only.
        package var labels: [String] = []

        package init() {}
    }

    /// One run of the container's own health check.
    package struct HealthRun: Sendable, Equatable, Codable {
        package var endedAt: String
        package var exitCode: Int
        package var output: String

        package init(endedAt: String, exitCode: Int, output: String) {
            self.endedAt = endedAt
            self.exitCode = exitCode
            self.output = output
        }
    }
}
