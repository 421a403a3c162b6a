import HemoStatCore
import TestSupport
import Testing

/// The operator asked to end (SIGTERM) at an awkward moment.
struct PoliteStop: Sendable {
    enum Moment: CaseIterable, Sendable {
        /// Docker is at a restart: it is awaited and written down.
        case onTheWire
        /// Slack takes a message and has not answered yet: its answer is awaited and written down.
        case whileTelling
        /// Redis stands still: it is not waited for.
        case redisFrozen
    }

    static func run(_ moment: Moment, on docker: Docker) async throws {
        switch moment {
        case .onTheWire: try await onTheWire(docker)
        case .whileTelling: try await whileTelling(docker)
        case .redisFrozen: try await redisFrozen(docker)
        }
    }

    private static func onTheWire(_ docker: Docker) async throws {
        var setting = Scene.Setting()
        (setting.endsOnTermination, setting.restartSeconds) = (false, 4)
        let scene = try await Scene.set(setting, on: docker)
        let proxy = try SocketProxy(to: docker.host)
        try await scene.startOperator(docker: proxy.dockerHost)
        try await scene.breakContainer()
        try await eventually(within: .seconds(30), "Docker to be at it") { !scene.seen("kill").isEmpty }
        await scene.expectGracefulStop(leaving: try await scene.redis.process)
        #expect(try await scene.events("restart").count == 1)
        try await scene.startOperator(docker: proxy.dockerHost)
        let episode = try await scene.episode()
        // The outcome was written before the end: nothing has to be found out.
        #expect(episode?.trail.contains { $0.stage == .action && $0.code == "Done" } == true)
        #expect(episode?.trail.contains { $0.message.contains("nobody saw") } == false)
        try await scene.expectHealed()
        #expect(proxy.requests.count { $0.path.hasSuffix("/\(scene.container.id)/restart") } == 1)
        await scene.expectGracefulStop()
        await scene.clear()
        proxy.close()
    }

    private static func whileTelling(_ docker: Docker) async throws {
        var setting = Scene.Setting()
        setting.slack = .takesSlowly(.seconds(2))
        let scene = try await Scene.set(setting, on: docker)
        try await scene.startOperator()
        try await scene.breakContainer()
        try await eventually(within: .seconds(30), "Slack to be told") { scene.slack.arrivals > 0 }
        await scene.expectGracefulStop()
        scene.slack.become(.takes)
        try await scene.startOperator()
        try await scene.expectHealed()
        await scene.expectGracefulStop()
        await scene.clear()
    }

    private static func redisFrozen(_ docker: Docker) async throws {
        let redis = try await RedisServer.start()
        var setting = Scene.Setting()
        setting.redis = "unix://\(redis.socketPath)"
        let scene = try await Scene.set(setting, on: docker)
        try await scene.startOperator()
        try await eventually(within: .seconds(20), "the operator to lead") {
            try await scene.status().hosts.first?.isReachable == true
        }
        redis.pause()
        await scene.expectGracefulStop()
        redis.resume()
        await scene.clear()
    }
}
