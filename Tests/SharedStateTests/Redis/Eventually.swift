import Testing

struct NeverHappened: Error, CustomStringConvertible {
    let description: String
}

/// Waits until the condition holds; throws after the deadline, which is generous because it is only met in failures.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(60),
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while try await !condition() {
        guard clock.now < end else { throw NeverHappened(description: "did not happen in time: \(what)") }
        try await clock.sleep(for: .milliseconds(2))
    }
}
