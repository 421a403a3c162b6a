package import HemoStatCore

/// The built-in policy as the environment wants it.
///
/// Absent variables leave the defaults; what does not parse is an error naming the variable.
package struct DefaultPolicySettings: Sendable {
    private let settings: DefaultPolicy

    package var policy: HealthPolicy { settings.policy }

    package init(_ environment: [String: String]) throws(EnvironmentError) {
        let reader = EnvironmentReader(environment)
        var settings = DefaultPolicy()
        settings.cpu = try Self.share("THRESHOLD_CPU_PERCENT", reader) ?? settings.cpu
        settings.memory = try Self.share("THRESHOLD_MEMORY_PERCENT", reader) ?? settings.memory
        settings.excludedNames = try Self.globs("MONITOR_CONTAINER_BLACKLIST", reader) ?? settings.excludedNames
        if let seconds = try reader.integer("RESPONDER_COOLDOWN_SECONDS", in: 0...31_536_000) {
            settings.cooldown = .seconds(Int64(seconds))
        }
        settings.actionsPerHour =
            try reader.integer("RESPONDER_MAX_RETRIES_PER_HOUR", in: 1...1000) ?? settings.actionsPerHour
        settings.mode = try reader.word("HEMOSTAT_DEFAULT_MODE") ?? settings.mode
        settings.minimumConfidence =
            try reader.number("ANALYZER_CONFIDENCE_THRESHOLD", in: 0...1) ?? settings.minimumConfidence
        self.settings = settings
    }

    private static func share(
        _ name: String,
        _ reader: EnvironmentReader
    ) throws(EnvironmentError) -> Percentage? {
        try reader.number(name, in: 0.01...100).map { Percentage($0) }
    }

    /// A list with commas; `none` for nothing, because an empty variable counts as unset.
    private static func globs(_ name: String, _ reader: EnvironmentReader) throws(EnvironmentError) -> [String]? {
        guard let text = reader.text(name) else { return nil }
        if text == "none" { return [] }
        let globs = text.split(separator: ",").map { $0.trimmed }
        guard !globs.isEmpty, globs.count <= 64, globs.allSatisfy(TextFormat.glob.accepts) else {
            throw EnvironmentError(name, expected: "names with * and ?, separated by commas, or none")
        }
        return globs
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
