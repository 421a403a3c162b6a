/// Docker's `State.Health.Status`; `none` is a container without HEALTHCHECK.
package enum ContainerHealth: String, Sendable, Codable, CaseIterable {
    case none
    case starting
    case healthy
    case unhealthy
}
