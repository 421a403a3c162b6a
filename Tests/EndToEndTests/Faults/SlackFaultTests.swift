import HemoStatCore
import TestSupport
import Testing

extension RealDocker {
    @Suite("Slack in trouble")
    struct SlackFaultTests {
        private static let moods: [SlackRecorder.Mood] = [
            .answers(500), .answers(429), .closes, .silent, .takesSlowly(.seconds(2)),
        ]

        @Test("away, rate-limiting, silent or slow: healing goes on, and every alert is told later, once")
        func everyMood() async throws {
            let docker = try await Docker.requireEngine()
            await allAtOnce(Self.moods) { mood in
                var setting = Scene.Setting()
                setting.slack = mood
                let scene = try await Scene.set(setting, on: docker)
                try await scene.startOperator()
                try await scene.breakContainer()
                try await scene.waitForPhase(.resolved)
                if case .takesSlowly = mood {
                    #expect(scene.slack.arrivals > 0)
                } else {
                    #expect(scene.slack.taken.isEmpty && scene.slack.arrivals > 0)
                }
                scene.slack.become(.takes)
                try await scene.expectHealed()
                #expect(try await scene.redis.command(["LLEN", "hemostat:alerts:dead"]) == "0")
                try await eventually("nothing to wait any more") { try await scene.redis.pendingAlerts == 0 }
                await scene.expectGracefulStop()
                await scene.clear()
            }
        }
    }
}
