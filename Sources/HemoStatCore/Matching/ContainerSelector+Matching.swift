extension ContainerSelector {
    /// All given conditions hold; an empty selector selects everything.
    package func matches(_ container: ContainerObservation) -> Bool {
        if let matchNames, !matchNames.contains(where: { Glob($0).matches(container.name) }) { return false }
        if let matchImages, !matchImages.contains(where: { Glob($0).matches(container.image) }) { return false }
        if let matchLabels, !matchLabels.allSatisfy({ container.labels[$0.key] == $0.value }) { return false }
        return true
    }
}
