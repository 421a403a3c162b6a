/// What a container needs is healed first; what needs it waits meanwhile.
///
/// A service of several containers is waited for while one of them is being healed, or none of them is well. Containers
/// that need each other are healed in the order of their names: inside such a circle only what sorts before holds, so
/// that somebody always goes first.
enum DependencyGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        guard let picture = input.picture, let child = input.container else { return input.denyBlind(.dependency) }
        let members = Dictionary(picture.members.map { ($0.container.key.id, $0) }) { first, _ in first }
        let dependencies = Dependencies(picture.members.map(\.container))
        var inputs: [String: String] = [:]
        var obstacles: [String] = []
        for need in dependencies.needs(of: child) {
            let parents = need.parents.compactMap { members[$0.key.id] }.map { member in
                let standing = ParentStanding(member, as: need.kind)
                let parent = member.container
                let goesFirst = standing.isWell || parent.sorts(before: child) || !dependencies.isCycle(parent, child)
                return Parent(name: parent.name, standing: standing, goesFirst: goesFirst)
            }.sorted { $0.name < $1.name }
            // A service that is not here is nobody's to heal.
            inputs[need.kind.word] = parents.isEmpty ? "not here" : parents.map(\.sentence).listed()
            obstacles += self.obstacles(parents, need.kind, input.step.action)
        }
        guard let first = obstacles.first else { return .allow(.dependency, inputs: inputs) }
        let more = obstacles.count > 1 ? " (and \(obstacles.count - 1) more)" : ""
        let message = "what it needs is healed first: \(first)\(more)"
        return .deny(.dependency, message, nextEligible: input.retryAt, inputs: inputs)
    }

    private struct Parent {
        var name: String
        var standing: ParentStanding
        /// Whether the child waits for it where both need each other.
        var goesFirst: Bool

        var sentence: String { "\(name) \(standing.word)" }
    }

    /// What speaks against healing the child now, as sentences.
    private static func obstacles(
        _ parents: [Parent],
        _ need: Dependencies.Need.Kind,
        _ action: RemediationAction
    ) -> [String] {
        // Docker starts nothing into a network that is gone; a new container may have another.
        if need == .network(isGone: true), action != .recreate {
            return ["the container whose network it shares is gone"]
        }
        let isAnyWell = parents.contains { $0.standing.isWell }
        return parents.filter { parent in
            !parent.standing.isWell && parent.goesFirst && (!isAnyWell || parent.standing.isHealing)
        }.map(\.sentence)
    }
}

extension Dependencies.Need.Kind {
    fileprivate var word: String {
        switch self {
        case .service(let dependency): "depends_on \(dependency.service)"
        case .network: "network_mode"
        }
    }
}

extension ContainerObservation {
    fileprivate func sorts(before other: ContainerObservation) -> Bool {
        (name, key.id) < (other.name, other.key.id)
    }
}
