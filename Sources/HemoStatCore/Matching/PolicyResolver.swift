/// Inventory and policies in, the policy in force on one container out.
package enum PolicyResolver {
    /// Higher priority wins per expectation name; ties go to the policy whose name sorts first.
    ///
    /// - Parameters:
    ///   - container: What the policies are looked at for.
    ///   - policies: All there are, in any order.
    ///   - fallback: Binds containers that no policy selects; the built-in default.
    ///   - operatorContainerID: The container the operator runs in, which nothing binds.
    /// - Returns: nothing for a protected container.
    package static func resolve(
        _ container: ContainerObservation,
        policies: [HealthPolicy],
        fallback: HealthPolicy? = nil,
        operatorContainerID: String? = nil
    ) -> ResolvedPolicy {
        guard Protection.of(container, operatorContainerID: operatorContainerID) == nil else { return ResolvedPolicy() }
        var selecting = policies.filter { $0.spec.selector.matches(container) }.sorted(by: isStronger)
        if selecting.isEmpty, let fallback, fallback.spec.selector.matches(container) { selecting = [fallback] }
        var winners: [String: String] = [:]
        var resolved = ResolvedPolicy(policies: selecting)
        for policy in selecting {
            for expectation in policy.spec.expectations {
                if let winner = winners[expectation.name] {
                    resolved.overridden.append(
                        OverriddenExpectation(policy: policy.name, expectation: expectation.name, winner: winner)
                    )
                    continue
                }
                winners[expectation.name] = policy.name
                resolved.expectations.append(
                    BoundExpectation(
                        policy: policy.name,
                        expectation: expectation,
                        startupGrace: policy.spec.startupGrace
                    )
                )
            }
        }
        return resolved
    }

    private static func isStronger(_ left: HealthPolicy, _ right: HealthPolicy) -> Bool {
        left.spec.priority == right.spec.priority
            ? left.name < right.name : left.spec.priority > right.spec.priority
    }
}
