import DockerEngine
import HemoStatCore

/// Why a recreation did not get to its end.
struct RecreationFailure: Error {
    /// Nil when the lease is gone.
    var reason: String?
    /// Whether it was only that things are not any more as they were when it was decided.
    var isLastInstant = false
    /// Whether a call may take effect still.
    var isUncertain = false

    init(_ error: any Error, _ run: ActionRun) {
        switch error {
        case let stop as ActionStop: self.init(stop)
        case let error as DockerError: self.init(reason: run.redacted("\(error)"), isUncertain: error.isUncertain)
        default: self.init(reason: run.redacted("\(error)"))
        }
    }

    private init(reason: String?, isLastInstant: Bool = false, isUncertain: Bool = false) {
        self.reason = reason
        self.isLastInstant = isLastInstant
        self.isUncertain = isUncertain
    }

    private init(_ stop: ActionStop) {
        switch stop {
        case .leaseGone: self.init(reason: nil)
        case .reported(let report):
            switch report.outcome {
            case .failed(let text): self.init(reason: text)
            case .notDone(let text): self.init(reason: text, isLastInstant: true)
            case .succeeded, .unknown: self.init(reason: nil, isUncertain: true)
            }
        }
    }
}
