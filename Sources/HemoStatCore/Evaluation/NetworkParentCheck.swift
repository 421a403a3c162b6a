/// Whether a container that shares another one's network still has it.
///
/// Implied: no policy writes it, every policy that selects such a container and lists a remedy has it. Docker gives a child
/// the network of its parent when the child starts. A parent that was started later has another one by now, and the child,
/// healthy as it may look, reaches nobody; where the parent was made anew, the child cannot even be started again.
///
/// It has no row in the schema: it borrows the check `state` and brings its own answer. Its name is no DNS label, so no
/// expectation of a policy, and no `when`, can have the same.
enum NetworkParentCheck {
    static let name = "networkParent"
    /// Whoever started the parent, Compose for one, may be about to start the child as well.
    private static let patience = PolicyDuration.seconds(5)
    private static let recreated = "which was recreated"

    /// The expectation, bound to the strongest policy that lists a remedy for the trouble there is.
    ///
    /// Without one it is no divergence, only something to be told.
    /// - Returns: nil for a container with a network of its own, or that no policy selects.
    static func implied(by resolved: ResolvedPolicy, _ input: CheckInput) -> EvaluatedExpectation? {
        guard let parent = input.container.networkParent, let strongest = resolved.policies.first else { return nil }
        let able = resolved.policies.first { policy in
            policy.spec.remediation.steps.contains { isRemedy($0.action, isReplaced: !parent.exists) }
        }
        var result = input.container.isFresh ? evaluate(input.container, parent) : .unknown(.hostUnreachable)
        if able == nil, case .diverged = result.outcome { result = .unknown(.networkLost) }
        let owner = able ?? strongest
        let expectation = Expectation(
            name: name,
            check: .state(.init(is: .running)),
            sustainedFor: patience,
            severity: .high
        )
        return EvaluatedExpectation(
            bound: BoundExpectation(
                policy: owner.name,
                expectation: expectation,
                startupGrace: owner.spec.startupGrace
            ),
            result: result
        )
    }

    /// Whether the action gives a container the network of its parent again.
    static func isRemedy(_ action: RemediationAction, isReplaced: Bool = false) -> Bool {
        switch action {
        case .recreate: true
        case .restart: !isReplaced
        default: false
        }
    }

    /// Whether the record says that the container can never be started again as it is.
    static func isUprooted(_ record: DivergenceRecord) -> Bool {
        guard record.expectation == name, case .word(let word) = record.measurement.actual else { return false }
        return word.hasSuffix(recreated)
    }

    private static func evaluate(_ child: ContainerObservation, _ parent: NetworkParent) -> CheckResult {
        switch child.status {
        case .running, .exited, .dead: break
        case .created, .paused, .restarting, .removing, .unknown: return .unknown(.inTransition)
        }
        guard parent.exists else {
            return parent.id == nil ? .unknown(.networkLost) : diverged(parent, recreated)
        }
        guard child.status == .running else { return .unknown(.notRunning) }
        // Its own policies have it healed; what it has then is seen then.
        guard parent.status == .running || parent.status == .paused, let began = parent.startedAt,
            let startedAt = child.startedAt
        else { return .unknown(.inTransition) }
        return began > startedAt ? diverged(parent, "which was started since") : CheckResult(.met)
    }

    private static func diverged(_ parent: NetworkParent, _ why: String) -> CheckResult {
        let name = parent.name.isEmpty ? "its parent" : parent.name
        return .diverged(.word("without the network of \(name), \(why)"), .word("on it"))
    }
}
