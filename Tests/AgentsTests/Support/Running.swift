/// Runs something that ends only by cancellation while the body does its checks.
func running<Value: Sendable>(
    _ work: @escaping @autoclosure @Sendable () async -> Void,
    _ body: () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await work() }
        defer { group.cancelAll() }
        return try await body()
    }
}
