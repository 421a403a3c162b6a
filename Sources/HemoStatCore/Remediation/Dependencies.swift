/// Which containers of a host need which: by Compose's `depends_on`, and by sharing another's network.
///
/// Docker's `container:<id or name>` is also what Compose makes of `network_mode: service:x`. Only containers of the same
/// host, and for `depends_on` of the same project, are anybody's parents; nobody is its own.
struct Dependencies {
    /// One need of a container, and the containers that answer it.
    struct Need: Equatable {
        enum Kind: Equatable {
            case service(ComposeDependency)
            /// Another's network, and whether that one is gone, though another may stand in its place.
            case network(isGone: Bool)
        }

        var kind: Kind
        /// None: nothing of that name is here.
        var parents: [ContainerObservation]
    }

    private struct Service: Hashable {
        var project: String
        var name: String
    }

    private var byID: [String: ContainerObservation] = [:]
    private var byName: [String: ContainerObservation] = [:]
    private var byService: [Service: [ContainerObservation]] = [:]

    /// - Parameter containers: All of one host.
    init(_ containers: [ContainerObservation]) {
        for container in containers {
            byID[container.key.id] = container
            byName[container.name] = container
            if let project = container.composeProject, let name = container.composeService {
                byService[Service(project: project, name: name), default: []].append(container)
            }
        }
    }

    /// What a container needs, each with who answers it.
    func needs(of container: ContainerObservation) -> [Need] {
        var needs: [Need] = []
        if let project = container.composeProject {
            // Another container of its own service is a fellow, not a parent.
            for dependency in ComposeDependency.of(container) where dependency.service != container.composeService {
                let parents = byService[Service(project: project, name: dependency.service)] ?? []
                needs.append(Need(kind: .service(dependency), parents: parents.filter { $0.key != container.key }))
            }
        }
        guard let reference = container.sharedNetwork else { return needs }
        let parent = resolve(reference)
        // One that is gone may have an heir.
        let heir = parent == nil ? container.networkParent?.id.flatMap { byID[$0] } : nil
        if parent?.key != container.key {
            let parents = [parent, heir].compactMap { $0 }.filter { $0.key != container.key }
            needs.append(Need(kind: .network(isGone: parent == nil), parents: parents))
        }
        return needs
    }

    /// The containers a container needs, each once, by name.
    func parents(of container: ContainerObservation) -> [ContainerObservation] {
        var seen: Set<String> = []
        return needs(of: container).flatMap(\.parents).filter { seen.insert($0.key.id).inserted }
            .sorted { $0.name < $1.name }
    }

    /// Whether two need each other, however far around.
    func isCycle(_ parent: ContainerObservation, _ child: ContainerObservation) -> Bool {
        var seen: Set<String> = [parent.key.id]
        var open = [parent]
        while let next = open.popLast() {
            if next.key == child.key { return true }
            for ancestor in parents(of: next) where seen.insert(ancestor.key.id).inserted { open.append(ancestor) }
        }
        return false
    }

    /// As Docker understands it: a full ID, a name, or the beginning of one ID.
    private func resolve(_ reference: String) -> ContainerObservation? {
        if let container = byID[reference] ?? byName[reference] { return container }
        guard reference.utf8.count >= 12 else { return nil }
        let matching = byID.values.filter { $0.key.id.hasPrefix(reference) }
        return matching.count == 1 ? matching.first : nil
    }
}

extension ContainerObservation {
    /// The container whose network it lives in, as Docker refers to it; nil when it has its own.
    package var sharedNetwork: String? {
        let prefix = "container:"
        guard networkMode.hasPrefix(prefix), networkMode.utf8.count > prefix.utf8.count else { return nil }
        return String(networkMode.dropFirst(prefix.count))
    }
}
