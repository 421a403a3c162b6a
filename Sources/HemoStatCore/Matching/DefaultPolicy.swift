/// The built-in policy for containers that no policy selects, shaped by settings of the Python HemoStat.
package struct DefaultPolicy: Sendable, Equatable {
    package static let name = "hemostat-default"

    /// `THRESHOLD_CPU_PERCENT`, `THRESHOLD_MEMORY_PERCENT`.
    package var cpu = Percentage(85)
    package var memory = Percentage(80)
    /// `MONITOR_CONTAINER_BLACKLIST`: globs over names it leaves alone.
    package var excludedNames = ["hemostat-*"]
    /// `RESPONDER_COOLDOWN_SECONDS`, `RESPONDER_MAX_RETRIES_PER_HOUR`.
    package var cooldown = PolicyDuration.hours(1)
    package var actionsPerHour = 3
    /// `HEMOSTAT_DEFAULT_MODE`.
    package var mode = RemediationMode.observe
    /// `ANALYZER_CONFIDENCE_THRESHOLD`.
    package var minimumConfidence = 0.7

    package init() {}

    /// Priority 0, and only where nothing else binds.
    package var policy: HealthPolicy {
        let exclusion = excludedNames.isEmpty ? nil : ContainerSelector.Exclusion(matchNames: excludedNames)
        return HealthPolicy(
            metadata: ObjectMeta(name: Self.name, generation: generation),
            spec: .init(
                selector: ContainerSelector(exclude: exclusion),
                expectations: [
                    Expectation(name: "up", check: .state(.init(is: .running)), severity: .high),
                    Expectation(name: "healthy", check: .health(.init(is: .healthy)), severity: .high),
                    Expectation(name: "cpu", check: .cpu(.init(below: cpu)), sustainedFor: .minutes(1)),
                    Expectation(name: "memory", check: .memory(.init(below: memory)), sustainedFor: .minutes(1)),
                    Expectation(name: "restarts", check: .restarts(.init(atMost: 5))),
                ],
                analysis: AnalysisSpec(minimumConfidence: minimumConfidence),
                remediation: RemediationSpec(
                    mode: mode,
                    steps: [RemediationStep(action: .restart(timeout: .seconds(10)))],
                    cooldown: cooldown,
                    budget: .init(actions: actionsPerHour, within: .hours(1))
                )
            )
        )
    }

    /// Another one for every other meaning, as documents have: what was held is looked at again when the settings change.
    private var generation: Int64 {
        guard self != DefaultPolicy() else { return 1 }
        let meaning = [
            "\(cpu)", "\(memory)", "\(cooldown)", "\(actionsPerHour)", mode.rawValue, "\(minimumConfidence)",
        ]
        // FNV-1a: the same on every replica and in every run, which Swift's hashes are not.
        let bytes = (meaning + excludedNames).joined(separator: "\n").utf8
        let hash = bytes.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return 2 + Int64(hash)
    }
}
