import DockerEngine
import HemoStatCore

/// What a cleanup removed, by name, and what it could not.
struct CleanupLog {
    private var removed: [String] = []
    private var spared: [String] = []
    private var failures: [String] = []

    var hasRemoved: Bool { !removed.isEmpty }

    mutating func remove(_ name: String) { removed.append(name) }

    mutating func spare(_ name: String, _ reason: String) { spared.append("\(name) (\(reason))") }

    /// Goes on after a refusal, because it is gone already, or in use again.
    ///
    /// Where nobody can tell, nothing more is sent.
    mutating func failed(_ name: String, _ error: DockerError, _ run: ActionRun) throws(ActionStop) {
        switch error.code {
        case .notFound: break
        case .conflict: spare(name, "docker keeps it")
        case .unreachable, .timedOut, .cancelled: throw .outcome(run.outcome(of: error))
        default: failures.append("\(name): \(run.redacted(error.message))")
        }
    }

    func report(stoppedBy outcome: Intent.Outcome? = nil) -> ActionReport {
        switch outcome {
        case .unknown: return ActionReport(.unknown, details: details)
        case .failed(let reason), .notDone(let reason):
            return ActionReport(.failed("stopped half-way: \(reason)"), details: details)
        case .succeeded, nil: break
        }
        guard let failure = failures.first else { return ActionReport(.succeeded, details: details) }
        return ActionReport(.failed(failure), details: details)
    }

    private var details: String {
        var parts = [removed.isEmpty ? "there was nothing to remove" : "removed \(Self.list(removed))"]
        if !spared.isEmpty { parts.append("left \(Self.list(spared))") }
        if failures.count > 1 { parts.append("\(failures.count) failures") }
        return parts.joined(separator: "; ")
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }
}
