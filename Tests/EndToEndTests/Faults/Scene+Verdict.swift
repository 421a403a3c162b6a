import Glibc
import HemoStatCore
import TestSupport
import Testing

extension Scene {
    /// Waits for the end of the episode and looks at it from outside.
    ///
    /// - Parameters:
    ///   - actions: Actions that count as done.
    ///   - restarts: How many restarts, and starts, Docker must have seen.
    ///   - alerts: The phases people were told of, in any order, each exactly once.
    ///   - limit: Until the episode's end.
    /// - Throws: `CommandError` with the end of the operator's log, `AwaitError`.
    func expectHealed(
        actions: Int = 1,
        restarts: Int = 1,
        alerts: [String] = ["Firing", "Verifying", "Resolved"],
        within limit: Duration = .seconds(120)
    ) async throws {
        let episode = try await waitForPhase(.resolved, within: limit)
        #expect(episode.actions == actions, "\(word): \(episode.transitions)")
        #expect(try await container.health == "healthy")
        #expect(try await events("restart").count == restarts, "\(word): \(episode.transitions)")
        #expect(try await events("start").count == restarts)
        try await expectTold(alerts, of: episode)
        #expect(slack.taken.count == alerts.count, "more than one episode was told of: \(slack.taken.map(\.identity))")
    }

    /// Waits until these alerts of the episode were told, and nothing waits any more; each exactly once.
    func expectTold(_ phases: [String], of episode: EpisodeStatus) async throws {
        try await eventually(within: .seconds(60), every: .milliseconds(50), "\(phases) to be told") {
            alerts(of: episode).count >= phases.count
        }
        let told = alerts(of: episode)
        #expect(told.map(\.phase).sorted() == phases.sorted(), "\(word): \(told.map(\.identity))")
        #expect(Set(told.map(\.identity)).count == told.count, "an alert was told twice: \(told.map(\.identity))")
        #expect(slack.unreadable == 0)
    }

    private func alerts(of episode: EpisodeStatus) -> [SlackAlert] {
        slack.taken.filter { $0.episode == "HemoStat \(episode.id)" }
    }

    /// Stops the operator politely: it ends well, and leaves no Redis.
    func expectGracefulStop(leaving redis: Int32? = nil) async {
        let exit = await hemostat?.stop()
        #expect(exit == .code(0), "\(logTail)")
        if let redis { #expect(!isAlive(redis), "the private redis-server still runs after a graceful stop") }
        #expect(!Files.exists(stateDirectory.file("redis.sock")))
    }

    private func isAlive(_ process: Int32) -> Bool {
        // A zombie that init has not collected yet is not alive.
        guard let status = try? Files.text(of: "/proc/\(process)/status") else { return false }
        return !status.contains("State:\tZ")
    }
}
