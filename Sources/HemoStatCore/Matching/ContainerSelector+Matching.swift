extension ContainerSelector {
    /// All given conditions hold and the exclusion's do not; an empty selector selects everything.
    package func matches(_ container: ContainerObservation) -> Bool {
        let conditions = Exclusion(
            matchNames: matchNames,
            matchImages: matchImages,
            matchLabels: matchLabels,
            matchExpressions: matchExpressions,
            matchHosts: matchHosts
        )
        guard conditions.matches(container) else { return false }
        return exclude.map { !$0.isEmpty && $0.matches(container) } != true
    }
}

extension ContainerSelector.Exclusion {
    /// An exclusion of nothing in particular excludes nothing.
    fileprivate var isEmpty: Bool { self == ContainerSelector.Exclusion() }

    fileprivate func matches(_ container: ContainerObservation) -> Bool {
        Self.any(matchNames, match: container.name) && Self.any(matchImages, match: container.image)
            && Self.any(matchHosts, match: container.key.host)
            && (matchLabels ?? [:]).allSatisfy { container.labels[$0.key] == $0.value }
            && (matchExpressions ?? []).allSatisfy { $0.matches(container.labels) }
    }

    private static func any(_ globs: [String]?, match text: String) -> Bool {
        globs?.contains { Glob($0).matches(text) } ?? true
    }
}

extension LabelRequirement {
    /// As Kubernetes means it: `NotIn` also holds where the label is missing.
    package func matches(_ labels: [String: String]) -> Bool {
        switch `operator` {
        case .isIn: labels[key].map { (values ?? []).contains($0) } ?? false
        case .notIn: labels[key].map { !(values ?? []).contains($0) } ?? true
        case .exists: labels[key] != nil
        case .doesNotExist: labels[key] == nil
        }
    }
}
