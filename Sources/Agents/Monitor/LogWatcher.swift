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
    private static let longestPause = Duration.seconds(60)
    /// Of what was written before anybody looked, at most so many lines are read.
    private static let tail = 1000
    private static let tailBytes = 4 << 20

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
                var pause = Self.retryAfter
                while !Task.isCancelled {
                    // Some logging drivers cannot be read at all.
                    pause = await self.read(id, &matcher) ? Self.retryAfter : min(pause * 2, Self.longestPause)
                    try? await self.link.clock.sleep(for: pause)
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// One connection's life: what the current run has written so far, then each line as it comes.
    ///
    /// - Returns: whether the output could be read at all.
    private func read(_ id: String, _ matcher: inout LogMatcher) async -> Bool {
        guard let container = link.inventory.container(id), container.status == .running else { return true }
        let startedAt = container.startedAt ?? link.now()
        var wasRead = false
        do {
            let backlog = try await link.docker.logTail(
                id,
                lines: Self.tail,
                since: startedAt.microseconds * 1000,
                timestamps: true,
                maximumBytes: Self.tailBytes
            )
            let times = backlog.lines.compactMap(\.time)
            // Where there was more than is read, nothing is known of what came before.
            let isWhole = backlog.lines.count < Self.tail && !backlog.isTruncated
            let since = isWhole ? startedAt : times.first.map { Timestamp(microseconds: $0 / 1000) } ?? link.now()
            link.inventory.updateLogs(of: id) {
                $0 = LogObservation(since: since, isFollowed: false, matches: $0?.matches ?? [:])
            }
            wasRead = true
            for line in backlog.lines { await take(line, of: container.key, &matcher) }
            link.inventory.updateLogs(of: id) { $0?.isFollowed = true }
            enqueue(container.key)
            let next = times.last.map { $0 + 1 } ?? startedAt.microseconds * 1000
            for try await line in try await link.docker.followLogs(id, since: next) {
                await take(line, of: container.key, &matcher)
            }
        } catch {
            link.logger.debug("log stream ended", metadata: .init([.error: "\(error)"]))
        }
        // Not wanted any more: what is known may be another watch's by now.
        guard !Task.isCancelled else { return wasRead }
        link.inventory.updateLogs(of: id) { $0?.isFollowed = false }
        enqueue(container.key)
        return wasRead
    }

    private func take(_ line: DockerEngine.LogLine, of key: ContainerKey, _ matcher: inout LogMatcher) async {
        let now = link.now()
        let time = line.time.map { Timestamp(microseconds: $0 / 1000) } ?? now
        var logs = LogObservation(since: time)
        let isNews = matcher.read(line.text, at: time, now: now, into: &logs)
        if isNews || !logs.limits.isEmpty { link.inventory.updateLogs(of: key.id) { $0?.merge(logs) } }
        if isNews { enqueue(key) }
        // A flood of lines must not keep a thread from what else there is to do.
        await Task.yield()
    }
}

extension LogObservation {
    fileprivate mutating func merge(_ news: LogObservation) {
        matches.merge(news.matches, uniquingKeysWith: max)
        limits.merge(news.limits, uniquingKeysWith: max)
    }
}
