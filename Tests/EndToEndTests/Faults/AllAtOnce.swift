import Testing

/// Runs the body for every case at the same time, and lets each fail by itself.
func allAtOnce<Case: Sendable>(
    _ cases: [Case],
    _ body: @escaping @Sendable (Case) async throws -> Void
) async {
    await withDiscardingTaskGroup { group in
        for one in cases {
            group.addTask {
                do { try await body(one) } catch { Issue.record(error, "\(one)") }
            }
        }
    }
}
