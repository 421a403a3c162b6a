/// Which expectations bind one container, and whose they are.
package struct ResolvedPolicy: Sendable, Equatable {
    /// The policies that select the container, highest priority first, ties by name.
    package var policies: [HealthPolicy]
    /// The winner of each expectation name, in the order of policies, then of their lists.
    package var expectations: [BoundExpectation]
    /// What lost against them.
    package var overridden: [OverriddenExpectation]

    package init(
        policies: [HealthPolicy] = [],
        expectations: [BoundExpectation] = [],
        overridden: [OverriddenExpectation] = []
    ) {
        self.policies = policies
        self.expectations = expectations
        self.overridden = overridden
    }

    /// Whether anything here needs the container's metrics as a stream.
    package var isMeasured: Bool { expectations.contains { $0.expectation.check.isMetric } }

    /// The probes the Monitor has to run, each once, whoever asks for it.
    package var probes: [Check] {
        var keys: Set<String> = []
        return expectations.map(\.expectation.check).filter { $0.probeKey.map { keys.insert($0).inserted } ?? false }
    }

    /// The patterns to look for in the container's output; none when nobody asks.
    package var logPatterns: Set<String> {
        expectations.reduce(into: []) { patterns, bound in
            if case .logs(let spec) = bound.expectation.check { patterns.formUnion(spec.absent) }
        }
    }

    /// Whether some expectation names an image by its digest.
    package var wantsDigests: Bool {
        expectations.contains { bound in
            if case .image(let spec) = bound.expectation.check { spec.is.contains("@") } else { false }
        }
    }

    package func policy(named name: String) -> HealthPolicy? { policies.first { $0.name == name } }

    /// Names and generations: changes exactly when the meaning of any selecting policy does.
    package var fingerprint: String {
        policies.map { "\($0.name)@\($0.metadata.generation ?? 0)" }.joined(separator: ",")
    }

    /// A policy is never freer than any of equal or higher priority that selects the container.
    ///
    /// - Parameters:
    ///   - policy: One of those that select the container.
    ///   - cap: The operator's own limit (`RESPONDER_DRY_RUN`).
    /// - Returns: the strictest mode that applies.
    package func mode(of policy: HealthPolicy, cap: RemediationMode = .enforce) -> RemediationMode {
        min(restraining(policy).map(\.spec.remediation.mode).min() ?? .observe, cap)
    }

    /// Whether some policy may act on the container without asking anybody.
    package var isEnforced: Bool { policies.contains { !$0.spec.suspend && mode(of: $0) == .enforce } }

    /// The policies that have windows and restrain a policy, itself among them: all must be open.
    package func windowed(for policy: HealthPolicy) -> [HealthPolicy] {
        restraining(policy).filter { !($0.spec.remediation.windows ?? []).isEmpty }
    }

    /// Itself, and those of equal or higher priority, suspended ones too: suspending a strict one frees nobody.
    private func restraining(_ policy: HealthPolicy) -> [HealthPolicy] {
        policies.filter { $0.name == policy.name || $0.spec.priority >= policy.spec.priority }
    }

    /// Whether a policy that may act wants the container running and says that it may be unpaused for that.
    var unpauses: Bool {
        policies.contains { policy in
            !policy.spec.suspend && mode(of: policy) != .observe
                && policy.spec.remediation.steps.contains { $0.action == .unpause }
                && expectations.contains {
                    $0.policy == policy.name && $0.expectation.check == .state(.init(is: .running))
                }
        }
    }
}
