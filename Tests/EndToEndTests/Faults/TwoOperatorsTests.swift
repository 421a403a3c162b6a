import HemoStatCore
import TestSupport
import Testing

extension RealDocker {
    @Suite("two operators")
    struct TwoOperatorsTests {
        enum Fate: CaseIterable {
            case killedAndStopped
            case frozen
        }

        @Test("on one host: only the leader acts; killed, stopped or frozen, the other takes over and heals")
        func everyFate() async throws {
            let docker = try await Docker.requireEngine()
            await allAtOnce(Fate.allCases) { fate in
                let pair = try await TwoOperators.set(on: docker)
                switch fate {
                case .killedAndStopped: try await Self.succession(pair)
                case .frozen: try await Self.frozen(pair)
                }
                await pair.scene.clear()
            }
        }

        /// Killed, then stopped, the leader is succeeded by the other.
        private static func succession(_ pair: TwoOperators) async throws {
            let first = try await pair.start(0)
            try await pair.waitForLeader(0)
            let second = try await pair.start(1)
            try await pair.scene.breakContainer()
            let one = try await pair.waitForResolved(after: [], asking: second)
            #expect(one.actions == 1)
            try await pair.expectRestarts(1)

            // Killed: the other leads when the lease has run out, and finds what happened meanwhile.
            first.kill()
            let killed = ContinuousClock.now
            try await pair.scene.breakContainer()
            try await pair.waitForLeader(1)
            let taken = ContinuousClock.now - killed
            let two = try await pair.waitForResolved(after: [one.id], asking: second)
            #expect(two.actions == 1)
            try await pair.expectRestarts(2)

            // Stopped politely: handed over at once.
            let third = try await pair.start(0)
            let asked = ContinuousClock.now
            #expect(await second.stop() == .code(0))
            try await pair.waitForLeader(0)
            print("took over \(taken) after kill -9, \(ContinuousClock.now - asked) after SIGTERM (its end included)")
            try await pair.scene.breakContainer()
            let three = try await pair.waitForResolved(after: [one.id, two.id], asking: third)
            #expect(three.actions == 1)
            try await pair.expectRestarts(3)
            try await pair.expectTold([one, two, three])
            #expect(await third.stop() == .code(0))
        }

        /// Frozen with a restart on its way: the other waits for what becomes of that, and does not restart again.
        private static func frozen(_ pair: TwoOperators) async throws {
            let wire = Gate()
            let proxy = try SocketProxy(to: pair.scene.docker.host) { request in
                if request.path.hasSuffix("/restart") { wire.waitUntilOpen() }
                return .forward
            }
            defer { wire.open() }
            let first = try await pair.start(0, docker: proxy.dockerHost)
            try await pair.waitForLeader(0)
            let second = try await pair.start(1)
            try await pair.scene.breakContainer()
            _ = try await proxy.waitForRequest(within: .seconds(30), "the restart") { $0.path.hasSuffix("/restart") }
            first.process.pause()
            try await pair.waitForLeader(1)
            // The other has the intent before it, and nothing proves it yet.
            try await eventually("it to be looked into") {
                try await pair.witness.command(["XPENDING", "hemostat:stream:remediation_needed:default", "responder"])
                    .hasPrefix("1")
            }
            try await pair.expectRestarts(0)
            wire.open()
            let episode = try await pair.waitForResolved(after: [], asking: second)
            first.process.resume()
            #expect(episode.actions == 1)
            // Thawed, the former leader finds that it is none any more.
            try await first.waitUntilReady()
            try await pair.expectRestarts(1)
            try await pair.expectTold([episode])
            #expect(await first.stop() == .code(0))
            #expect(await second.stop() == .code(0))
            proxy.close()
        }
    }
}

extension TwoOperators {
    fileprivate func expectRestarts(_ count: Int) async throws {
        let restarts = try await scene.events("restart")
        #expect(restarts.count == count, "\(restarts)")
    }

    /// Waits until every alert of these episodes was told; each exactly once.
    fileprivate func expectTold(_ episodes: [EpisodeStatus]) async throws {
        for episode in episodes { try await scene.expectTold(["Firing", "Verifying", "Resolved"], of: episode) }
        #expect(scene.slack.taken.count == 3 * episodes.count)
    }
}
