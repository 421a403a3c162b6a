import HemoStatCore

/// Data of `remediation_complete`: Docker's answer to an intent, or a gate's denial.
struct RemediationComplete: Encodable, Sendable {
    var container: String
    var action: String
    var result: Result
    var dryRun: Bool
    var reason: String
    var confidence: Double
    // Ours.
    var host: String
    var divergence: String
    var policy: String
    var startedAt: Timestamp?
    var epoch: Int64

    static let eventType = "remediation_complete"

    struct Result: Encodable, Sendable {
        var status: Status
        var error: String?
        var reason: String?
        var details: String?
    }

    enum Status: String, Encodable, Sendable {
        case success
        case failed
        case rejected
        case notApplicable = "not_applicable"
    }

    init(_ episode: Episode, action: String, policy: String, result: Result, dryRun: Bool, epoch: Int64) {
        container = episode.containerName
        self.action = action
        self.result = result
        self.dryRun = dryRun
        reason = episode.diagnosis?.cause ?? ""
        confidence = episode.diagnosis?.confidence ?? 0
        host = episode.host
        divergence = episode.id
        self.policy = policy
        startedAt = episode.startedAt
        self.epoch = epoch
    }

    private enum CodingKeys: String, CodingKey {
        case container
        case action
        case result
        case dryRun = "dry_run"
        case reason
        case confidence
        case host
        case divergence
        case policy
        case startedAt = "started_at"
        case epoch
    }
}

extension RemediationComplete.Result {
    init(_ report: ActionReport) {
        switch report.outcome {
        case .succeeded: self.init(status: .success, details: report.details)
        case .failed(let error): self.init(status: .failed, error: error, details: report.details)
        case .notDone(let error): self.init(status: .failed, error: error, details: "it was not sent to docker")
        case .unknown: self.init(status: .success, details: "nobody saw docker's answer; it counts as done")
        }
    }

    init(_ denial: GateResult.Denial) {
        let isDryRun = denial.reason == GateName.dryRun.rawValue
        self.init(status: isDryRun ? .notApplicable : .rejected, reason: denial.reason, details: denial.message)
    }
}
