/// One action, written ahead: what is about to be done to exactly which run of which container.
package struct Intent: Sendable, Equatable, Codable {
    package var id: String
    package var policy: String
    package var policyGeneration: Int64
    /// Index in the policy's ladder.
    package var step: Int
    package var action: RemediationAction
    package var containerID: String
    /// The run the action was decided for.
    package var startedAt: Timestamp?
    /// Of the lease it was written under.
    package var epoch: Int64
    package var writtenAt: Timestamp
    package var outcome: Outcome?
    /// What people should know of the outcome; bounded and without secrets.
    package var details: String?
    /// The container that took the target's place.
    package var successor: String?
    package var settledAt: Timestamp?
    /// Whether the container proved it; nil while that is not known, and for what Docker refused.
    package var wasEffective: Bool?
    package var judgedAt: Timestamp?
    /// What somebody else did against it afterwards; nil while nobody did.
    package var undone: Undoing?

    package init(
        id: String,
        policy: String,
        policyGeneration: Int64,
        step: Int,
        action: RemediationAction,
        containerID: String,
        startedAt: Timestamp?,
        epoch: Int64,
        writtenAt: Timestamp
    ) {
        self.id = id
        self.policy = policy
        self.policyGeneration = policyGeneration
        self.step = step
        self.action = action
        self.containerID = containerID
        self.startedAt = startedAt
        self.epoch = epoch
        self.writtenAt = writtenAt
    }

    package enum Outcome: Sendable, Equatable, Codable {
        case succeeded
        /// Docker refused, in its own words.
        case failed(String)
        /// It surely was never done: Docker could not be reached with it.
        case notDone(String)
        /// Nobody saw the answer and nothing proves either way; counts as done.
        case unknown

        /// For lists and logs.
        package var word: String {
            switch self {
            case .succeeded: "succeeded"
            case .failed: "failed"
            case .notDone: "notDone"
            case .unknown: "unknown"
            }
        }

        /// Why it did not succeed; nil where it did, or nobody knows.
        package var error: String? {
            switch self {
            case .failed(let error), .notDone(let error): error
            case .succeeded, .unknown: nil
            }
        }
    }

    /// The opposite of an action, done by others soon after it.
    package struct Undoing: Sendable, Equatable, Codable {
        package var at: Timestamp
        /// In the past: `stopped`, `started again`.
        package var deed: String

        package init(at instant: Timestamp, deed: String) {
            at = instant
            self.deed = deed
        }
    }

    /// Whether Docker surely never heard of it.
    package var isNotDone: Bool {
        if case .notDone? = outcome { true } else { false }
    }

    /// Whether Docker did something, or may have: what it refused, and what was nothing, neither helped nor failed to.
    var canHaveHelped: Bool { action != .none && (outcome == .succeeded || outcome == .unknown) }

    /// Docker may take `action.timeout` by design; after half a minute more no answer will come.
    package static let settlementMargin = PolicyDuration.seconds(30)

    /// Whether what happened at this instant may be its doing; clocks may differ by two seconds.
    func covers(_ instant: Timestamp) -> Bool {
        if case .notDone = outcome { return false }
        return instant >= writtenAt - .seconds(2) && instant <= (settledAt ?? deadline) + .seconds(2)
    }

    /// Whether a requested end of this run at this instant may be its doing: Docker kills when the timeout is over.
    ///
    /// Without an answer Docker may have died at it: started again it first ends, in its own time, what it finds half stopped.
    func mayHaveEnded(runSince start: Timestamp?, at instant: Timestamp) -> Bool {
        guard action.endsRun, startedAt == start, covers(instant) else { return false }
        let limit = PolicyDuration(milliseconds: action.timeout.milliseconds + 5000)
        return outcome == nil || outcome == .unknown || instant.elapsed(since: writtenAt) <= limit
    }

    package var deadline: Timestamp {
        writtenAt + PolicyDuration(milliseconds: action.timeout.milliseconds + Self.settlementMargin.milliseconds)
    }
}
