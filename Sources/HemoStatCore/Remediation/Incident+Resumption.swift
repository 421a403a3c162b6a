// What a person's word changes: actions go on although the trouble does, and the same trouble raises no new incident.

extension Incident {
    /// Whether the watch has to know of it: while it is open and, once resumed, until what it was about was calm once.
    package var isRemembered: Bool {
        if isOpen { return true }
        return resumedBy != nil && (calmSince == nil || resumedProjects?.isEmpty == false)
    }

    /// Whether a person let actions go on there, and it has not been calm since.
    func permits(_ scope: Scope) -> Bool {
        guard !isOpen, resumedBy != nil else { return false }
        if scope == self.scope { return calmSince == nil }
        guard self.scope == .host, case .project(let name) = scope else { return false }
        // Nobody has looked since it was resumed: all that was in trouble then.
        return resumedProjects?.contains(name) ?? true
    }

    /// Whether a container of these scopes waits for its end.
    func covers(_ scopes: [Scope]) -> Bool { isOpen && scopes.contains(scope) }
}

extension Incident.Scope {
    /// The scopes a container is in, the widest first.
    static func all(of container: ContainerObservation) -> [Incident.Scope] {
        [.host] + (container.composeProject.map { [.project($0)] } ?? [])
    }
}
