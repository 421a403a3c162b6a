/// Inventory and policies in, the policy in force on one container out.
package enum PolicyResolver {
    /// Higher priority wins per expectation name; ties go to the policy whose name sorts first.
    package static func resolve(
        _ container: ContainerObservation,
        policies: [HealthPolicy],
        operatorContainerID: String? = nil
    ) -> ResolvedPolicy {
        guard Protection.of(container, operatorContainerID: operatorContainerID) == nil else { return ResolvedPolicy() }
        let selecting = policies.filter { $0.spec.selector.matches(container) }.sorted(by: isStronger)
        var taken: Set<String> = []
        var bound: [BoundExpectation] = []
        for policy in selecting {
            for expectation in policy.spec.expectations where taken.insert(expectation.name).inserted {
                bound.append(
                    BoundExpectation(
                        policy: policy.name,
                        expectation: expectation,
                        startupGrace: policy.spec.startupGrace
                    )
                )
            }
        }
        return ResolvedPolicy(policies: selecting, expectations: bound)
    }

    private static func isStronger(_ left: HealthPolicy, _ right: HealthPolicy) -> Bool {
        left.spec.priority == right.spec.priority
            ? left.name < right.name : left.spec.priority > right.spec.priority
    }
}
