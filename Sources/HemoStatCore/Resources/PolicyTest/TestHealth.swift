/// What a HEALTHCHECK says; `None` is a container without one.
package enum TestHealth: String, Sendable, Codable, CaseIterable {
    case none = "None"
    case starting = "Starting"
    case healthy = "Healthy"
    case unhealthy = "Unhealthy"
}
