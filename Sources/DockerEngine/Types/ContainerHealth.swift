/// What a container's health check found (`State.Health`).
///
/// Docker sets the status to `unhealthy`, with a streak of 0 and without an event, whenever it stops checking: a
/// paused or ended container reads so, however well it was (`ContainerInspectionTests.unhealthyWithoutChecks`). Only
/// the status of a running container means anything.
package struct ContainerHealth: Sendable, Hashable, Decodable {
    /// `nil` for a word that is not known.
    package let status: HealthStatus?
    /// Failed checks in a row.
    package let failingStreak: Int
    /// The last check that ended.
    package let lastCheck: Check?

    /// One run of the check.
    package struct Check: Sendable, Hashable, Decodable {
        /// RFC 3339.
        package let startedAt: String
        package let endedAt: String
        /// 0 healthy, 1 unhealthy, -1 when it ran out of time.
        package let exitCode: Int
        /// The check's output, at most 1 KiB.
        package let output: String

        package init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            startedAt = fields.text(.start) ?? ""
            endedAt = fields.text(.end) ?? ""
            exitCode = fields.integer(.exitCode).flatMap(Int.init(exactly:)) ?? 0
            output = EngineText.prefix(fields.text(.output) ?? "", utf8Bytes: 1024)
        }

        private enum CodingKeys: String, CodingKey {
            case start = "Start"
            case end = "End"
            case exitCode = "ExitCode"
            case output = "Output"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        status = HealthStatus(engineWord: fields.text(.status) ?? "")
        failingStreak = fields.integer(.failingStreak).flatMap(Int.init(exactly:)) ?? 0
        lastCheck = fields.list(of: Check.self, .log).last
    }

    private enum CodingKeys: String, CodingKey {
        case status = "Status"
        case failingStreak = "FailingStreak"
        case log = "Log"
    }
}
