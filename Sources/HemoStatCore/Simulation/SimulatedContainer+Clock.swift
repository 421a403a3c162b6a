// When the virtual clock has to stop at a container, and what is known of it then.
extension SimulatedContainer {
    /// Makes what is sampled as it is at an instant: its use read, its probes tried.
    ///
    /// Readings and attempts that nobody looked at, because each found what the one before it had found, are made up for:
    /// a divergence that has to last is told of them. Densely there are none.
    mutating func observe(at now: Timestamp, isDense: Bool) {
        guard isRunning, observation.isFresh else { return }
        let lasting = isDense ? [] : pendingRecords.filter(\.isSeen)
        sample(at: now)
        for pending in lasting {
            guard let seenAt = sampledAt(pending.expectation) else { continue }
            episode?.records[pending.index].lastDivergedAt = seenAt
        }
    }

    private mutating func sample(at now: Timestamp) {
        if resolved.isMeasured, let reading = readings.last(at: now), observation.sample?.at != reading {
            observation.sample = usage.sample(
                at: reading,
                limitCores: observation.cpuLimitCores,
                hasRates: readings.hasRates(reading)
            )
        }
        guard probes.contains(where: { $0.nextAt <= now }) else { return }
        for index in probes.indices { probes[index].attempt(through: now, runSince: observation.startedAt) }
        observation.probes = probes.compactMap(\.observation)
    }

    /// Evaluates its expectations.
    ///
    /// Nothing sampled goes stale here: the clock brings the next reading whenever one would tell more.
    func evaluated(at now: Timestamp) -> [EvaluatedExpectation] {
        var evaluated = Evaluator.evaluate(resolved, CheckInput(container: observation, now: now))
        for index in evaluated.indices {
            guard evaluated[index].result.wakeAt != nil, evaluated[index].bound.expectation.check.period != nil,
                evaluated[index].unknownReason != .startupGrace
            else { continue }
            evaluated[index].result.wakeAt = nil
        }
        return evaluated
    }

    /// When a reading or an attempt is to be looked at next: where it can tell anything new or, densely, at every one.
    func nextSample(after now: Timestamp, isDense: Bool) -> Timestamp? {
        guard isRunning, observation.isFresh else { return nil }
        let pending = pendingRecords
        // What cannot be judged is soon forgotten: when, depends on who looks.
        let isDense = isDense || pending.contains { !$0.isSeen }
        var times: [Timestamp] = []
        if resolved.isMeasured {
            if isDense { times.append(readings.next(after: now)) }
            if let news = readings.nextNews(after: now, wantsRates: wantsRates) { times.append(news) }
        }
        for probe in probes where isDense || probe.isUnsettled { times.append(probe.nextAt) }
        for pending in pending {
            if pending.expectation.check.isMetric {
                times.append(readings.reading(at: pending.due, after: now))
            } else if let probe = probe(of: pending.expectation) {
                times.append(probe.attempt(at: pending.due))
            }
        }
        return times.min()
    }

    /// A divergence of a sampled check that has not lasted for long enough yet.
    private struct Pending {
        /// In the episode's records.
        let index: Int
        let expectation: Expectation
        let due: Timestamp
        /// Whether the last reading or attempt found it, and those since will, too.
        let isSeen: Bool
    }

    private var pendingRecords: [Pending] {
        guard let episode, !episode.phase.isFinal else { return [] }
        return episode.records.indices.compactMap { index in
            let record = episode.records[index]
            guard !record.hasFired else { return nil }
            let bound = resolved.expectations.first {
                $0.policy == record.policy && $0.expectation.name == record.expectation
            }
            guard let expectation = bound?.expectation, expectation.check.period != nil else { return nil }
            let first = expectation.check.isMetric ? readings.first : probe(of: expectation)?.first
            let isSeen =
                record.lastDivergedAt == sampledAt(expectation) && first.map { $0 <= record.lastDivergedAt } ?? false
            let due = record.since + expectation.sustainedFor
            return Pending(index: index, expectation: expectation, due: due, isSeen: isSeen)
        }
    }

    private func sampledAt(_ expectation: Expectation) -> Timestamp? {
        expectation.check.isMetric ? observation.sample?.at : probe(of: expectation)?.observation?.at
    }

    private func probe(of expectation: Expectation) -> SimulatedProbe? {
        probes.first { $0.key == expectation.check.probeKey }
    }

    private var wantsRates: Bool {
        resolved.expectations.contains { bound in
            switch bound.expectation.check {
            case .network, .blockIO: true
            default: false
            }
        }
    }
}
