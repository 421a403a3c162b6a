/// A probe of one container on the virtual clock: an attempt as a run begins, then one each period.
///
/// Attempts nobody needs to look at are made up for in one go: their answer is the same for all.
struct SimulatedProbe {
    let check: Check
    let key: String
    let schedule: ProbeSchedule
    /// What each attempt finds from now on.
    var answer = ProbeObservation.Answer.passed
    private(set) var observation: ProbeObservation?
    /// When the next attempt is due.
    private(set) var nextAt: Timestamp
    /// Since when attempts follow each other without a gap.
    private(set) var first: Timestamp

    /// - Returns: nil for what is no probe.
    init?(_ check: Check, nextAt: Timestamp) {
        guard let key = check.probeKey, let schedule = check.probe else { return nil }
        (self.check, self.key, self.schedule) = (check, key, schedule)
        (self.nextAt, first) = (nextAt, nextAt)
    }

    /// Before the test began it passed.
    mutating func assumePassed(at instant: Timestamp, runSince startedAt: Timestamp?) {
        observation = ProbeObservation(key: key, at: instant, answer: .passed, message: message, startedAt: startedAt)
    }

    /// What was found before says nothing about a new run.
    mutating func begin(at now: Timestamp, isNewRun: Bool) {
        if isNewRun { observation = nil }
        (nextAt, first) = (now, now)
    }

    /// Makes every attempt due until then, that instant included.
    mutating func attempt(through now: Timestamp, runSince startedAt: Timestamp?) {
        guard nextAt <= now else { return }
        let period = schedule.every.milliseconds * 1000
        let further = (now.microseconds - nextAt.microseconds) / period
        let last = Timestamp(microseconds: nextAt.microseconds + further * period)
        var next =
            observation?.followed(by: answer, message: message, at: last)
            ?? ProbeObservation(key: key, at: last, answer: answer, message: message, startedAt: startedAt)
        if answer == .failed { next.consecutiveFailures += Int(further) }
        observation = next
        nextAt = last + schedule.every
    }

    /// Whether the next attempt tells anything that the last one did not.
    var isUnsettled: Bool {
        guard let observation else { return true }
        return observation.last != answer || (answer == .failed && observation.consecutiveFailures < schedule.failures)
    }

    /// The attempt at which a divergence will have lasted until `due`.
    func attempt(at due: Timestamp) -> Timestamp {
        let period = schedule.every.milliseconds * 1000
        let missing = max(0, due.microseconds - nextAt.microseconds)
        return Timestamp(microseconds: nextAt.microseconds + (missing + period - 1) / period * period)
    }

    private var message: String {
        switch (check, answer) {
        case (_, .unreachable): "no route to host"
        case (.http(let spec), .passed): "\(spec.status.first ?? 200)"
        case (.http, .failed): "status 503"
        case (.tcp, .passed): "connected"
        case (.tcp, .failed): "connection refused"
        case (_, .passed): "exit code 0"
        case (_, .failed): "exit code 1"
        }
    }
}

extension TestChange.ProbeAnswer {
    var answer: ProbeObservation.Answer {
        switch self {
        case .passing: .passed
        case .failing: .failed
        case .unreachable: .unreachable
        }
    }
}
