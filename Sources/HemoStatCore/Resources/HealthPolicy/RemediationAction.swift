/// What the Responder may do to a container; written as an object with exactly one key.
package enum RemediationAction: Sendable, Equatable {
    case restart(RestartSpec)
    case start
    case stop(StopSpec)
    case unpause
    case signal(SignalSpec)
    case exec(ExecSpec)
    case scaleUp(ScaleUpSpec)
    case scaleDown(ScaleDownSpec)
    case cleanup(CleanupSpec)
    case updateResources(ResourcesSpec)
    /// A new container of the same configuration in its place.
    case recreate
    /// Nothing, and time to recover by itself.
    case none

    /// Docker's restart; `timeout` is how long it waits for the stop signal before it kills.
    package static func restart(timeout: PolicyDuration) -> RemediationAction {
        .restart(RestartSpec(timeout: timeout))
    }

    /// The key people write it under.
    package var keyword: String { key.rawValue }

    /// Its name in events, where the Python HemoStat's are in snake case.
    package var eventName: String {
        switch self {
        case .scaleUp: "scale_up"
        case .scaleDown: "scale_down"
        case .updateResources: "update_resources"
        default: keyword
        }
    }

    /// Whether it ends the container's current run.
    var endsRun: Bool {
        switch self {
        case .restart, .stop, .recreate: true
        case .start, .unpause, .signal, .exec, .scaleUp, .scaleDown, .cleanup, .updateResources, .none: false
        }
    }

    /// How long it may take by design.
    package var timeout: PolicyDuration {
        switch self {
        case .restart(let spec): spec.timeout
        case .stop(let spec): spec.timeout
        case .exec(let spec): spec.timeout
        case .recreate: .seconds(10)
        case .start, .unpause, .signal, .scaleUp, .scaleDown, .cleanup, .updateResources, .none: .zero
        }
    }
}
