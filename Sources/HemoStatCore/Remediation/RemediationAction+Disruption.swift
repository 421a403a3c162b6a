extension RemediationAction {
    /// Whether it may take a container that serves out of service, so that a disruption budget has to have room for it.
    ///
    /// What ends the run does, and what takes replicas away. So may a signal: what a process makes of one is its own
    /// business, and a reload that goes wrong should not go wrong in all of a group at once. Not counted: starting or
    /// unpausing what stands still, adding replicas, changing limits of a running container, removing leftovers that serve
    /// nobody, a command inside the container, which runs beside its process, and doing nothing.
    package var disrupts: Bool {
        switch self {
        case .restart, .stop, .recreate, .scaleDown, .signal: true
        case .start, .unpause, .exec, .scaleUp, .cleanup, .updateResources, .none: false
        }
    }
}
