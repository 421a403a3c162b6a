/// What containers in trouble have in common: where people look first.
///
/// A candidate's weight is how much commoner it is among those in trouble than among the healthy: its share of the
/// first less its share of the second, all other containers of the host taken together. What at least two in trouble
/// share, and the healthy share less, is a candidate. What all containers share tells nothing, except the host itself,
/// whose weight is the share of its containers in trouble.
enum StormCauses {
    static let limit = 5

    private struct Trait: Hashable {
        var kind: Incident.Candidate.Kind
        var name: String
    }

    static func candidates(of incident: Incident, _ scene: StormScene) -> [Incident.Candidate] {
        let (diverged, healthy) = (scene.count(of: incident.scope).diverged, scene.healthy)
        guard diverged.count > 1 else { return [] }
        let (sick, well) = (count(diverged), count(healthy))
        var candidates = sick.compactMap { trait, count in
            isTelling(trait, in: incident.scope) && count > 1
                ? Incident.Candidate(kind: trait.kind, name: trait.name, diverged: count, healthy: well[trait] ?? 0)
                : nil
        }
        candidates.removeAll { $0.diverged == diverged.count && $0.healthy == healthy.count }
        if incident.scope == .host {
            candidates.append(
                Incident.Candidate(
                    kind: .host,
                    name: incident.host,
                    diverged: diverged.count,
                    healthy: healthy.count
                )
            )
        }
        let weighed = candidates.map { ($0, weight($0, diverged.count, healthy.count)) }.filter { $0.1 > 0 }
        return weighed.sorted(by: isLikelier).prefix(limit).map(\.0)
    }

    private static func weight(_ candidate: Incident.Candidate, _ diverged: Int, _ healthy: Int) -> Double {
        if candidate.kind == .host { return Double(diverged) / Double(diverged + healthy) }
        let among = Double(candidate.diverged) / Double(diverged)
        return healthy == 0 ? among : among - Double(candidate.healthy) / Double(healthy)
    }

    private static func isLikelier(
        _ left: (Incident.Candidate, Double),
        _ right: (Incident.Candidate, Double)
    ) -> Bool {
        guard left.1 == right.1 else { return left.1 > right.1 }
        guard left.0.diverged == right.0.diverged else { return left.0.diverged > right.0.diverged }
        return (rank(left.0.kind), left.0.name) < (rank(right.0.kind), right.0.name)
    }

    private static func rank(_ kind: Incident.Candidate.Kind) -> Int {
        Incident.Candidate.Kind.allCases.firstIndex(of: kind) ?? 0
    }

    /// That a project's containers are of the project is no news.
    private static func isTelling(_ trait: Trait, in scope: Incident.Scope) -> Bool {
        trait.kind != .project || scope != .project(trait.name)
    }

    private static func count(_ containers: [ContainerObservation]) -> [Trait: Int] {
        containers.reduce(into: [:]) { counts, container in
            for trait in traits(of: container) { counts[trait, default: 0] += 1 }
        }
    }

    private static func traits(of container: ContainerObservation) -> Set<Trait> {
        var traits = Set(container.networks.map { Trait(kind: .network, name: $0) })
        traits.formUnion(container.volumes.map { Trait(kind: .volume, name: $0) })
        traits.insert(Trait(kind: .image, name: container.image))
        if let project = container.composeProject { traits.insert(Trait(kind: .project, name: project)) }
        return traits.filter { !$0.name.isEmpty }
    }
}
