import Logging

/// Asks the store about one lease, each question with a deadline.
struct LeaseClient: Sendable {
    private struct Bound: Sendable {
        let deadline: Duration
        let onDeadline: (@Sendable () -> Void)?

        init(until deadline: Duration, onDeadline: (@Sendable () -> Void)? = nil) {
            self.deadline = deadline
            self.onDeadline = onDeadline
        }
    }

    let name: String
    let holder: String
    let store: any LeaseStore
    let timing: LeaseTiming
    let timeline: Timeline
    let logger: Logger

    /// Asks, and cancels the question when its deadline passes.
    ///
    /// - Parameters:
    ///   - request: the question and its deadline.
    ///   - onDeadline: called when the deadline passes without an answer, before the store has returned.
    /// - Returns: the answer, once the store has returned; it may be late.
    func ask(_ request: LeaseRequest, onDeadline: @escaping @Sendable () -> Void) async -> LeaseAnswer {
        let asked = await bounded(Bound(until: request.deadline, onDeadline: onDeadline)) {
            switch request.kind {
            case .acquire:
                try await store.acquire(name: name, holder: holder, duration: timing.duration)
            case .renew(let epoch):
                try await store.renew(name: name, holder: holder, epoch: epoch, duration: timing.duration)
            }
        }
        switch asked {
        case .success(let grant?):
            return .granted(grant)
        case .success(nil):
            return .refused
        case .failure(is LeaseStoreChanged):
            return .storeChanged
        case .failure(let error):
            logger.debug("lease request failed", metadata: Logger.Metadata([.error: "\(error)"]))
            return .unknown
        }
    }

    /// Frees the lease in the store, or gives up after one renewal's time.
    func release(_ epoch: Int64) async {
        let released = await bounded(Bound(until: timeline.now + timing.renewEvery)) {
            try await store.release(name: name, holder: holder, epoch: epoch)
        }
        if case .failure(let error) = released {
            let facts: [MetadataKey: Logger.MetadataValue] = [.epoch: "\(epoch)", .error: "\(error)"]
            logger.warning("lease not released, it ends by itself", metadata: Logger.Metadata(facts))
        }
    }

    private func bounded<Value: Sendable>(
        _ bound: Bound,
        _ call: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        await withTaskGroup(of: Result<Value, any Error>?.self) { group in
            group.addTask {
                do { return .success(try await call()) } catch { return .failure(error) }
            }
            group.addTask {
                do { try await timeline.sleep(until: bound.deadline) } catch { return nil }
                bound.onDeadline?()
                return nil
            }
            var result: Result<Value, any Error>?
            for await finished in group {
                result = finished ?? result
                group.cancelAll()
            }
            return result ?? .failure(CancellationError())
        }
    }
}
