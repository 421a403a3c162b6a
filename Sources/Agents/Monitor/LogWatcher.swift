import DockerEngine
import HemoStatCore
import Logging
import PatternMatching
import Synchronization

/// Follows the output of containers that some policy looks into.
final class LogWatcher: Sendable {
    private struct Watch {
        var patterns: Set<String>
        var stopper: AsyncStream<Never>.Continuation
    }

    private let link: HostLink
    /// Puts the container's key on the work queue when a line says something new.
    private let enqueue: @Sendable (ContainerKey) -> Void
    private let library = PatternLibrary()
    private let watches = Mutex<[String: Watch]>([:])
    private let requests: AsyncStream<Request>
    private let requested: AsyncStream<Request>.Continuation

    private struct Request {
        var container: String
        var patterns: Set<String>
        /// Ends when they are not wanted any more.
        var stop: AsyncStream<Never>
    }

    private static let retryAfter = Duration.seconds(1)
    /// Of what was written before anybody looked, at most so many lines are read.
    private static let tail = 1000

    init(link: HostLink, enqueue: @escaping @Sendable (ContainerKey) -> Void) {
        self.link = link
        self.enqueue = enqueue
        (requests, requested) = AsyncStream.makeStream(of: Request.self)
    }

    /// Says which patterns are looked for in a container's output from now on; none stops following it.
    func want(_ id: String, _ patterns: Set<String>) {
        let request = watches.withLock { watches -> Request? in
            guard watches[id]?.patterns ?? [] != patterns else { return nil }
            watches.removeValue(forKey: id)?.stopper.finish()
            guard !patterns.isEmpty else { return nil }
            let (stop, stopper) = AsyncStream.makeStream(of: Never.self)
            watches[id] = Watch(patterns: patterns, stopper: stopper)
            return Request(container: id, patterns: patterns, stop: stop)
        }
        if let request { requested.yield(request) }
        if patterns.isEmpty { link.inventory.updateLogs(of: id) { $0 = nil } }
    }

    /// Follows until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await request in requests {
                group.addTask { await self.follow(request.container, request.patterns, until: request.stop) }
            }
            group.cancelAll()
        }
        watches.withLock { $0 = [:] }
    }

    private func follow(_ id: String, _ patterns: Set<String>, until stop: AsyncStream<Never>) async {
        await withTaskGroup { group in
            group.addTask { for await _ in stop {} }
            group.addTask {
                var matcher = LogMatcher(patterns.sorted().compactMap(self.library.pattern))
                while !Task.isCancelled {
                    await self.read(id, &matcher)
                    try? await self.link.clock.sleep(for: Self.retryAfter)
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// One connection's life: what the current run has written so far, then each line as it comes.
    private func read(_ id: String, _ matcher: inout LogMatcher) async {
        guard let container = link.inventory.container(id), container.status == .running else { return }
        let now = link.now()
        let since = container.startedAt ?? now
        link.inventory.updateLogs(of: id) { $0 = LogObservation(since: since, matches: $0?.matches ?? [:]) }
        enqueue(container.key)
        do {
            for try await line in try await link.docker.followLogs(
                id,
                since: since.microseconds * 1000,
                tail: Self.tail
            ) {
                let now = link.now()
                let time = line.time.map { Timestamp(microseconds: $0 / 1000) } ?? now
                var logs = LogObservation(since: since)
                let isNews = matcher.read(line.text, at: time, now: now, into: &logs)
                guard isNews || !logs.limits.isEmpty else { continue }
                link.inventory.updateLogs(of: id) { $0?.merge(logs) }
                if isNews { enqueue(container.key) }
            }
        } catch {
            link.logger.debug("log stream ended", metadata: .init([.error: "\(error)"]))
        }
        // Not wanted any more: what is known may be another watch's by now.
        guard !Task.isCancelled else { return }
        link.inventory.updateLogs(of: id) { $0?.isFollowed = false }
        enqueue(container.key)
    }
}

extension LogObservation {
    fileprivate mutating func merge(_ news: LogObservation) {
        matches.merge(news.matches) { $1 }
        limits.merge(news.limits) { $1 }
    }
}
