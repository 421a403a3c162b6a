import ServiceLifecycle

/// Runs Docker calls that change something where nothing cancels them: cancelling a restart on the wire can leave the
/// container stopped.
///
/// Losing the lease or stopping the operator cancels the caller, not the call.
///
/// As a service it ends, on graceful shutdown, when the last call has ended; it must stop after its callers.
package final class MutatingCalls: Service {
    private typealias Job = @Sendable () async -> Void

    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation

    package init() { (jobs, queue) = AsyncStream.makeStream(of: Job.self) }

    /// Runs `body` in a task of the service and waits for its end, also when the caller is cancelled.
    ///
    /// - Returns: what `body` returns; nil when the service has ended and `body` did not run.
    func perform<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value? {
        await withCheckedContinuation { continuation in
            let result = queue.yield { continuation.resume(returning: await body()) }
            if case .terminated = result { continuation.resume(returning: nil) }
        }
    }

    package func run() async {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await job in jobs { group.addTask { await job() } }
            }
        } onGracefulShutdown: {
            self.queue.finish()
        }
    }
}
