/// Which containers something is about: all given conditions must match; an empty selector matches everything.
package struct ContainerSelector: Sendable, Hashable, Codable {
    /// Globs (`*`, `?`) over the container's name; one of them must match.
    package var matchNames: [String]?
    /// Globs over the image reference as Docker shows it; one of them must match.
    package var matchImages: [String]?
    /// Labels the container must carry with exactly these values.
    package var matchLabels: [String: String]?
    /// Conditions over labels; all must hold.
    package var matchExpressions: [LabelRequirement]?
    /// Globs over the host's name; one of them must match.
    package var matchHosts: [String]?
    /// What all of these match is not meant.
    package var exclude: Exclusion?

    package init(
        matchNames: [String]? = nil,
        matchImages: [String]? = nil,
        matchLabels: [String: String]? = nil,
        matchExpressions: [LabelRequirement]? = nil,
        matchHosts: [String]? = nil,
        exclude: Exclusion? = nil
    ) {
        self.matchNames = matchNames
        self.matchImages = matchImages
        self.matchLabels = matchLabels
        self.matchExpressions = matchExpressions
        self.matchHosts = matchHosts
        self.exclude = exclude
    }

    /// A selector inside a selector; it cannot exclude anything itself.
    package struct Exclusion: Sendable, Hashable, Codable {
        package var matchNames: [String]?
        package var matchImages: [String]?
        package var matchLabels: [String: String]?
        package var matchExpressions: [LabelRequirement]?
        package var matchHosts: [String]?

        package init(
            matchNames: [String]? = nil,
            matchImages: [String]? = nil,
            matchLabels: [String: String]? = nil,
            matchExpressions: [LabelRequirement]? = nil,
            matchHosts: [String]? = nil
        ) {
            self.matchNames = matchNames
            self.matchImages = matchImages
            self.matchLabels = matchLabels
            self.matchExpressions = matchExpressions
            self.matchHosts = matchHosts
        }
    }
}
