import ArgumentParser

/// What a replica does; the API is served by every one.
enum OperatorRole: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// Observes hosts and acts on them, under their leases.
    case host
    case analyzer
    case alert
}
