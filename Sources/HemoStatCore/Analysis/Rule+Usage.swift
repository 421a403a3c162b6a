extension Rule {
    /// Near the limit the kernel's OOM killer is next.
    static let memoryPressure = Rule(name: "MemoryPressure") { input in
        guard let record = input.openRecord(of: "memory"), case .number(let share) = record.measurement.actual else {
            return nil
        }
        return Conclusion(
            cause:
                "memory has been at or above \(record.measurement.threshold) % of its limit, now \(record.measurement.actual) %",
            confidence: share >= 95 ? 0.9 : 0.8
        )
    }

    /// One sample proves nothing; the policy's `for`, or ten seconds of it, does.
    static let sustainedCPU = Rule(name: "SustainedCPU") { input in
        guard let record = input.openRecord(of: "cpu") else { return nil }
        // The record is refreshed only now and then; the reading at hand is newer.
        let reading = input.evaluated.first { $0.bound.expectation.name == record.expectation && $0.measurement != nil }
        let last = max(record.lastDivergedAt, reading?.sampleAt ?? record.lastDivergedAt)
        let sustained = last.elapsed(since: record.since)
        let confidence = sustained >= .seconds(10) ? 0.8 : sustained >= .seconds(2) ? 0.75 : 0.6
        return Conclusion(
            cause: "CPU has been at or above \(record.measurement.threshold) % of what it may use for \(sustained), "
                + "now \(record.measurement.actual) %",
            confidence: confidence
        )
    }
}
