/// Policies that can never come into force beside each other, as far as their texts tell.
package enum PolicyOverlap {
    /// A policy all of whose expectations a stronger one with the same selector has, too.
    package struct Finding: Sendable, Equatable {
        /// Of the policy that never comes into force.
        package let loser: String
        package let winner: String
    }

    /// Only equal selectors are compared: what others select together depends on the containers there are.
    package static func findings(among policies: [HealthPolicy]) -> [Finding] {
        var bySelector: [ContainerSelector: [HealthPolicy]] = [:]
        for policy in policies { bySelector[policy.spec.selector, default: []].append(policy) }
        return bySelector.values.flatMap(findings(amongAlike:)).sorted { $0.loser < $1.loser }
    }

    private static func findings(amongAlike policies: [HealthPolicy]) -> [Finding] {
        guard policies.count > 1 else { return [] }
        let ordered = policies.sorted {
            ($1.spec.priority, $0.name) < ($0.spec.priority, $1.name)
        }
        // The first to name an expectation is in force with it; who comes after and has nothing new never is.
        var owners: [String: String] = [:]
        return ordered.compactMap { policy in
            let names = policy.spec.expectations.map(\.name)
            let winners = names.compactMap { owners[$0] }
            for name in names where owners[name] == nil { owners[name] = policy.name }
            guard winners.count == names.count, let winner = winners.first else { return nil }
            return Finding(loser: policy.name, winner: winner)
        }
    }
}
