import Logging

/// Listens for released leases, so that whoever waits for one tries at once.
///
/// What is announced while there is no subscription is lost, as always; after each new one everything is tried.
package struct LeaseAnnouncements: Sendable {
    private let redis: RedisClient
    private let heard: @Sendable (LeaseRelease?) -> Void
    private let time: MonotonicTime

    /// - Parameters:
    ///   - redis: where releases are announced.
    ///   - clock: for the pauses between attempts to subscribe.
    ///   - heard: gets each announcement, and nil when some may have been missed; returns at once.
    package init(
        redis: RedisClient,
        clock: any Clock<Duration> = ContinuousClock(),
        heard: @escaping @Sendable (LeaseRelease?) -> Void
    ) {
        self.redis = redis
        self.heard = heard
        self.time = MonotonicTime(clock)
    }

    /// Listens until the task is cancelled.
    package func run() async {
        var backoff = redis.options.backoff
        while !Task.isCancelled {
            let start = time.now()
            do {
                try await listen()
            } catch {
                if Task.isCancelled { return }
                redis.logger.debug("lease announcements interrupted", metadata: ["reason": "\(error)"])
            }
            backoff.connectionEnded(after: time.now() - start)
            try? await time.sleep(backoff.next(random: .random(in: 0..<1)))
        }
    }

    private func listen() async throws {
        let releases = try await redis.subscribe(to: [RedisKeys.leaseReleases])
        heard(nil)
        for try await message in releases {
            guard let release = try? StateJSON.decode(LeaseRelease.self, from: message.payload) else { continue }
            heard(release)
        }
    }
}
