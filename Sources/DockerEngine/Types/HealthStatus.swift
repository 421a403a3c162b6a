/// What a container's HEALTHCHECK says (`State.Health.Status`).
package enum HealthStatus: String, Sendable, Hashable, CaseIterable {
    /// No health check: Docker's `none` and Podman's empty text.
    case none
    case starting
    case healthy
    case unhealthy

    /// The status of an engine's word, `nil` for one that is not known.
    package init?(engineWord word: String) {
        let word = word.lowercased()
        guard let known = HealthStatus(rawValue: word.isEmpty ? "none" : word) else { return nil }
        self = known
    }
}
