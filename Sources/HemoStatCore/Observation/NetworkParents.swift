/// Finds whose network a container shares, also where that one is gone and another stands in its place.
///
/// Docker keeps only the ID of the container a child was made for. Which container that was has to be remembered; where
/// nobody was there to, Compose's `depends_on` may tell.
package struct NetworkParents: Sendable, Equatable {
    private struct Departed: Equatable {
        var name: String
        var ledgerKey: String
    }

    /// By ID: those that are gone and that some child still names.
    private var departed: [String: Departed] = [:]

    package init() {}

    /// Remembers a container that is gone for as long as others share its network.
    ///
    /// - Parameters:
    ///   - gone: The container as it was last seen.
    ///   - containers: All others of the host.
    package mutating func remember(_ gone: ContainerObservation, among containers: [ContainerObservation]) {
        departed[gone.key.id] = Departed(name: gone.name, ledgerKey: gone.ledgerKey)
        let references = Set(containers.compactMap(\.sharedNetwork))
        departed = departed.filter { id, _ in
            references.contains { $0 == id || ($0.utf8.count >= Self.shortest && id.hasPrefix($0)) }
        }
    }

    /// Whose network a container shares.
    ///
    /// - Parameters:
    ///   - child: One of the host's.
    ///   - isComplete: Whether every container of the host was read: else one that is not found may still be there.
    ///   - read: One of the host's that were read, by ID.
    ///   - all: All of them; asked for only where the ID does not tell.
    /// - Returns: nil for a container with a network of its own.
    package func parent(
        of child: ContainerObservation,
        isComplete: Bool,
        read: (String) -> ContainerObservation?,
        all: () -> [ContainerObservation]
    ) -> NetworkParent? {
        guard let reference = child.sharedNetwork else { return nil }
        if let found = read(reference), found.key != child.key { return NetworkParent(found, exists: true) }
        let others = all().filter { $0.key != child.key }
        if let found = Self.named(reference, among: others) { return NetworkParent(found, exists: true) }
        guard isComplete else { return NetworkParent(id: nil, name: "") }
        let known = departed.first { $0.key == reference || $0.key.hasPrefix(reference) }?.value
        if let heir = Self.heir(of: known, child, among: others) { return NetworkParent(heir, exists: false) }
        return NetworkParent(id: nil, name: known?.name ?? "", exists: false)
    }

    /// A shorter beginning of an ID Docker does not print.
    private static let shortest = 12

    /// As Docker understands what is no full ID: a name, or the beginning of one ID.
    private static func named(_ reference: String, among containers: [ContainerObservation]) -> ContainerObservation? {
        if let found = containers.first(where: { $0.name == reference }) { return found }
        guard reference.utf8.count >= shortest else { return nil }
        let found = containers.filter { $0.key.id.hasPrefix(reference) }
        return found.count == 1 ? found.first : nil
    }

    /// The one container that stands where the one that is gone stood; nil when there is none, or nobody can tell which.
    private static func heir(
        of known: Departed?,
        _ child: ContainerObservation,
        among containers: [ContainerObservation]
    ) -> ContainerObservation? {
        if let known {
            let heirs = containers.filter { $0.ledgerKey == known.ledgerKey || $0.name == known.name }
            return heirs.count == 1 ? heirs.first : heirs.first { $0.name == known.name }
        }
        guard let project = child.composeProject else { return nil }
        let services = Set(ComposeDependency.of(child).map(\.service))
        let heirs = containers.filter {
            // One that shares a network itself has none to give.
            $0.composeProject == project && services.contains($0.composeService ?? "") && $0.sharedNetwork == nil
        }
        return heirs.count == 1 ? heirs.first : nil
    }
}

extension NetworkParent {
    fileprivate init(_ container: ContainerObservation, exists: Bool) {
        self.init(
            id: container.key.id,
            name: container.name,
            startedAt: container.startedAt,
            status: container.status,
            exists: exists
        )
    }
}
