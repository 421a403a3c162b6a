/// What was waited for did not come about in time.
package struct AwaitError: Error, Sendable, CustomStringConvertible {
    package let what: String
    package let limit: Duration
    /// The last error the condition threw, if it threw.
    package let lastError: String?

    package var description: String {
        "waited \(limit) in vain for \(what)" + (lastError.map { "; the last error was: \($0)" } ?? "")
    }
}

/// Waits until the condition gives a value, asking every `interval`, and returns it.
///
/// An error the condition throws counts as "not yet" and is named when time runs out; cancellation is passed on.
/// - Throws: `AwaitError` when `limit` has passed, `CancellationError`.
@discardableResult
package func eventually<Value>(
    within limit: Duration = .seconds(60),
    every interval: Duration = .milliseconds(10),
    _ what: String,
    value: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    var lastError: String?
    while true {
        do {
            if let found = try await value() { return found }
            lastError = nil
        } catch let error as CancellationError {
            throw error
        } catch {
            lastError = "\(error)"
        }
        guard clock.now < deadline else { throw AwaitError(what: what, limit: limit, lastError: lastError) }
        try await clock.sleep(for: interval)
    }
}

/// Waits until the condition holds, asking every `interval`.
///
/// - Throws: `AwaitError` when `limit` has passed, `CancellationError`.
package func eventually(
    within limit: Duration = .seconds(60),
    every interval: Duration = .milliseconds(10),
    _ what: String,
    condition: () async throws -> Bool
) async throws {
    try await eventually(within: limit, every: interval, what, value: { try await condition() ? true : nil })
}
