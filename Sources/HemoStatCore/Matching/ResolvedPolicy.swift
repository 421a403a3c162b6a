/// Which expectations bind one container, and whose they are.
package struct ResolvedPolicy: Sendable, Equatable {
    /// The policies that select the container, highest priority first, ties by name.
    package var policies: [HealthPolicy]
    /// The winner of each expectation name, in the order of policies, then of their lists.
    package var expectations: [BoundExpectation]

    package init(policies: [HealthPolicy] = [], expectations: [BoundExpectation] = []) {
        self.policies = policies
        self.expectations = expectations
    }

    /// Whether anything here needs the container's metrics as a stream.
    package var isMeasured: Bool { expectations.contains { $0.expectation.check.isSampled } }

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
        let stricter = policies.filter { $0.spec.priority >= policy.spec.priority && !$0.spec.suspend }
        let modes = stricter.map(\.spec.remediation.mode) + [policy.spec.remediation.mode]
        return min(modes.min() ?? .observe, cap)
    }
}
