/// One expectation of one policy that one container does not meet.
package struct DivergenceRecord: Sendable, Equatable, Codable {
    package var policy: String
    package var expectation: String
    /// The check's keyword: `health`, `cpu`, ….
    package var check: String
    package var severity: Severity
    /// Start of the sustained divergence.
    package var since: Timestamp
    /// The last instant it was seen divergent: of the sample for sampled checks.
    package var lastDivergedAt: Timestamp
    /// When it was divergent for long enough; nil while it is `Pending`.
    package var firedAt: Timestamp?
    /// False while the expectation is met again or unknown.
    package var isDiverged: Bool
    /// Since when a record that fired has been met again; nil while it is not, or nothing is known.
    package var metSince: Timestamp?
    package var measurement: Measurement

    package init(
        policy: String,
        expectation: String,
        check: String,
        severity: Severity,
        since: Timestamp,
        lastDivergedAt: Timestamp,
        firedAt: Timestamp? = nil,
        isDiverged: Bool = true,
        measurement: Measurement
    ) {
        self.policy = policy
        self.expectation = expectation
        self.check = check
        self.severity = severity
        self.since = since
        self.lastDivergedAt = lastDivergedAt
        self.firedAt = firedAt
        self.isDiverged = isDiverged
        self.measurement = measurement
    }

    package var hasFired: Bool { firedAt != nil }

    /// Whether what it wants is that there be no container.
    var isMetByAbsence: Bool { check == "state" && measurement.threshold == .word("absent") }

    /// Whether the diagnosis could not know of it: it fired later, or was met in between and came back.
    func isNewer(than diagnosis: Diagnosis) -> Bool { max(firedAt ?? since, since) > diagnosis.at }
}
