extension Rule {
    /// Near the limit the kernel's OOM killer is next.
    static let memoryPressure = Rule(name: "MemoryPressure") { input in
        if let record = input.openRecord(of: "memory"), case .number(let share) = record.measurement.actual {
            let measured = record.measurement
            return Conclusion(
                cause: "memory has been at or above \(measured.threshold) % of its limit, now \(measured.actual) %",
                confidence: share >= 95 ? 0.9 : 0.8
            )
        }
        return sustained("memoryBytes", input) {
            "memory has been at or above \($0.threshold) bytes for \($1), now \($0.actual)"
        }
    }

    /// One sample proves nothing; the policy's `for`, or ten seconds of it, does.
    static let sustainedCPU = Rule(name: "SustainedCPU") { input in
        sustained("cpu", input) {
            "CPU has been at or above \($0.threshold) % of what it may use for \($1), now \($0.actual) %"
        } ?? sustained("cores", input) { "it has kept \($0.threshold) or more cores busy for \($1), now \($0.actual)" }
    }

    /// Processes that are never reaped, or made without end.
    static let manyProcesses = Rule(name: "ManyProcesses") { input in
        sustained("pids", input) { "it has had \($0.threshold) or more processes for \($1), now \($0.actual)" }
    }

    static let sustainedTraffic = Rule(name: "SustainedTraffic") { input in
        sustained("network", input) {
            "its network traffic has been at or above \($0.threshold) bytes per second for \($1), now \($0.actual)"
        }
            ?? sustained("blockIO", input) {
                "its disk traffic has been at or above \($0.threshold) bytes per second for \($1), now \($0.actual)"
            }
    }

    private static func sustained(
        _ check: String,
        _ input: AnalysisInput,
        cause: (Measurement, PolicyDuration) -> String
    ) -> Conclusion? {
        guard let record = input.openRecord(of: check) else { return nil }
        // The record is refreshed only now and then; the reading at hand is newer.
        let reading = input.evaluated.first { $0.bound.expectation.name == record.expectation && $0.measurement != nil }
        let last = max(record.lastDivergedAt, reading?.result.seenAt ?? record.lastDivergedAt)
        let sustained = last.elapsed(since: record.since)
        let confidence = sustained >= .seconds(10) ? 0.8 : sustained >= .seconds(2) ? 0.75 : 0.6
        return Conclusion(cause: cause(record.measurement, sustained), confidence: confidence)
    }
}
