extension Episode {
    /// How often a fired record's last reading is written again while nothing else changes.
    private static let refresh = PolicyDuration.seconds(15)

    /// Brings the records up to date with what the checks say now.
    mutating func updateRecords(_ input: ReconcileInput) {
        records.removeAll { input.evaluated(for: $0) == nil }
        for evaluated in input.evaluated {
            let index = records.firstIndex {
                $0.policy == evaluated.bound.policy && $0.expectation == evaluated.bound.expectation.name
            }
            switch evaluated.result.outcome {
            case .diverged(let measurement):
                if let index {
                    renew(&records[index], measurement, evaluated, now: input.now)
                } else {
                    records.append(DivergenceRecord(evaluated, measurement, now: input.now))
                }
            case .met:
                guard let index else { continue }
                if records[index].hasFired {
                    records[index].isDiverged = false
                    records[index].metSince = records[index].metSince ?? input.now
                } else {
                    records.remove(at: index)
                }
            case .unknown(let reason):
                guard let index, reason != .hostUnreachable else { continue }
                forget(at: index, evaluated, now: input.now)
            }
        }
    }

    private func renew(
        _ record: inout DivergenceRecord,
        _ measurement: Measurement,
        _ evaluated: EvaluatedExpectation,
        now: Timestamp
    ) {
        let seenAt = evaluated.seenAt(now: now)
        if record.hasFired {
            if record.isDiverged, seenAt.elapsed(since: record.lastDivergedAt) < Self.refresh { return }
            // It was met or unknown in between: another divergence, that has to last again to prove anything, unless
            // the policy keeps the first one firing for so long.
            let kept = evaluated.bound.expectation.keepFiringFor
            let isKept = record.metSince.map { now.elapsed(since: $0) < kept } ?? false
            if !record.isDiverged, !isKept { record.since = seenAt }
        } else if let gap = evaluated.bound.expectation.check.gap {
            if seenAt.elapsed(since: record.lastDivergedAt) > gap { record.since = seenAt }
        } else if record.measurement == measurement {
            return
        }
        record.isDiverged = true
        record.metSince = nil
        record.lastDivergedAt = seenAt
        record.measurement = measurement
    }

    /// Unknown is neither: a fired record stays, a pending one survives only a short gap between samples.
    private mutating func forget(at index: Int, _ evaluated: EvaluatedExpectation, now: Timestamp) {
        if records[index].hasFired {
            records[index].isDiverged = false
            records[index].metSince = nil
        } else if evaluated.bound.expectation.check.gap.map({
            now.elapsed(since: records[index].lastDivergedAt) > $0
        }) ?? true {
            records.remove(at: index)
        }
    }

    /// Marks the records that have been divergent for long enough.
    ///
    /// - Returns: whether any fired now, and when the next one would.
    mutating func fireDueRecords(_ input: ReconcileInput) -> (fired: Bool, nextDue: Timestamp?) {
        var fired = false
        var nextDue: Timestamp?
        for index in records.indices where !records[index].hasFired {
            // What is unknown right now, behind an unreachable host for one, does not become true by waiting.
            guard let evaluated = input.evaluated(for: records[index]), evaluated.measurement != nil else { continue }
            let expectation = evaluated.bound.expectation
            let due = records[index].since + expectation.sustainedFor
            // Samples must span the time themselves: a stalled stream sustains nothing.
            let isSampled = expectation.check.period != nil
            let seen = isSampled ? records[index].lastDivergedAt : input.now
            if seen >= due {
                records[index].firedAt = input.now
                records[index].lastDivergedAt = seen
                fired = true
            } else if !isSampled {
                nextDue = min(nextDue ?? due, due)
            }
        }
        return (fired, nextDue)
    }
}

extension DivergenceRecord {
    fileprivate init(_ evaluated: EvaluatedExpectation, _ measurement: Measurement, now: Timestamp) {
        let seenAt = evaluated.seenAt(now: now)
        self.init(
            policy: evaluated.bound.policy,
            expectation: evaluated.bound.expectation.name,
            check: evaluated.bound.expectation.check.keyword,
            severity: evaluated.bound.expectation.severity,
            since: seenAt,
            lastDivergedAt: seenAt,
            measurement: measurement
        )
    }
}

extension EvaluatedExpectation {
    /// The instant the outcome is about: of the sample for sampled checks.
    fileprivate func seenAt(now: Timestamp) -> Timestamp { result.seenAt ?? now }
}
