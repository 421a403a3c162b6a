@testable import DockerEngine

/// What a test waits for did not come.
struct DeadlinePassed: Error, CustomStringConvertible {
    let what: String
    var description: String { "waited in vain for \(what)" }
}

/// Waits until a condition holds, and fails at the deadline.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(30),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw DeadlinePassed(what: what) }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Runs a body, and fails at the deadline.
func withDeadline<Result: Sendable>(
    _ what: String,
    _ limit: Duration = .seconds(30),
    _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        guard let first = try await group.next(), let result = first else { throw DeadlinePassed(what: what) }
        return result
    }
}

/// The error a call must end with.
func failure<Result>(_ body: () async throws(DockerError) -> Result) async -> DockerError? {
    do throws(DockerError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
