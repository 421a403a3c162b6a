/// What the Analyzer concluded about one episode.
package struct Diagnosis: Sendable, Equatable, Codable {
    package var verdict: Verdict
    /// Reason code of the rule that decided.
    package var rule: String
    /// For people: what is wrong and why we think so.
    package var cause: String
    /// 0…1.
    package var confidence: Double
    package var method: AnalysisMethod
    package var at: Timestamp
    /// The run it is about: of another run it says nothing.
    package var startedAt: Timestamp?

    package init(
        verdict: Verdict,
        rule: String,
        cause: String,
        confidence: Double,
        method: AnalysisMethod = .ruleBased,
        at: Timestamp,
        startedAt: Timestamp?
    ) {
        self.verdict = verdict
        self.rule = rule
        self.cause = cause
        self.confidence = confidence
        self.method = method
        self.at = at
        self.startedAt = startedAt
    }

    package enum Verdict: String, Sendable, Codable {
        /// The ladder's current step is right.
        case confirmed = "Confirmed"
        case falseAlarm = "FalseAlarm"
        /// Nothing is known well enough to act on.
        case noDiagnosis = "NoDiagnosis"
    }

    /// Older than this it is no basis for an action.
    package static let validity = PolicyDuration.minutes(5)

    package func isValid(at now: Timestamp, startedAt: Timestamp?) -> Bool {
        now.elapsed(since: at) <= Self.validity && self.startedAt == startedAt
    }
}
