/// Which containers a policy binds: all given conditions must match; an empty selector matches everything.
package struct ContainerSelector: Sendable, Equatable, Codable {
    /// Globs (`*`, `?`) over the container's name; one of them must match.
    package var matchNames: [String]?
    /// Globs over the image reference as Docker shows it; one of them must match.
    package var matchImages: [String]?
    /// Labels the container must carry with exactly these values.
    package var matchLabels: [String: String]?

    package init(
        matchNames: [String]? = nil,
        matchImages: [String]? = nil,
        matchLabels: [String: String]? = nil
    ) {
        self.matchNames = matchNames
        self.matchImages = matchImages
        self.matchLabels = matchLabels
    }
}
