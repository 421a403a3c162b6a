import ServiceLifecycle

/// Runs `services` in a real service group while `body` runs beside it; stops them gracefully afterwards, also when
/// `body` throws.
///
/// `body` gets a closure that begins graceful shutdown earlier.
func withServices(
    _ services: [any Service],
    _ body: @escaping @Sendable (_ shutDown: @escaping @Sendable () async -> Void) async throws -> Void
) async throws {
    let configurations = services.map {
        ServiceGroupConfiguration.ServiceConfiguration(
            service: $0,
            successTerminationBehavior: .ignore,
            failureTerminationBehavior: .cancelGroup
        )
    }
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: configurations, logger: quiet))
    try await withThrowingTaskGroup { tasks in
        tasks.addTask { try await group.run() }
        do {
            try await body { await group.triggerGracefulShutdown() }
        } catch {
            tasks.cancelAll()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}
