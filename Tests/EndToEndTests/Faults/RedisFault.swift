import HemoStatCore
import TestSupport
import Testing

/// One thing that happens to an operator's Redis while a container is ill.
struct RedisFault: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        /// The user's Redis dies and comes back with its data.
        case killed
        /// It stands still, connections open, for longer than any answer may take.
        case frozen
        /// It comes back empty: policies, episodes and counters are gone.
        case emptied
        /// The private Redis dies: the operator starts it again.
        case privateKilled
        /// The connection breaks at the first write of each phase, before Redis gets it.
        case writesLost
        /// The same, but Redis has run the write: only its answer is lost.
        case answersLost
        /// Redis dies while Slack takes a message, and the record of that cannot be written.
        case killedWhileTelling
    }

    let kind: Kind
    let scene: Scene
    private let server: RedisServer?
    private let proxy: SocketProxy?
    private let hold: WriteHold

    static func set(_ kind: Kind, on docker: Docker) async throws -> RedisFault {
        let server = kind == .privateKilled ? nil : try await RedisServer.start()
        let hold = WriteHold(treatments(kind))
        let proxy = try server.flatMap { server in
            hold.isEmpty ? nil : try SocketProxy(to: server.socketPath, tap: { hold.judge($0) })
        }
        var setting = Scene.Setting()
        setting.redis = (proxy?.path ?? server?.socketPath).map { "unix://\($0)" }
        if kind == .killedWhileTelling { setting.slack = .takesSlowly(.seconds(3)) }
        let scene = try await Scene.set(setting, on: docker)
        return RedisFault(kind: kind, scene: scene, server: server, proxy: proxy, hold: hold)
    }

    private static func treatments(_ kind: Kind) -> [String: WriteHold.Treatment] {
        let treatment: WriteHold.Treatment
        switch kind {
        case .writesLost: treatment = .drop
        case .answersLost: treatment = .loseAnswer
        default: return [:]
        }
        return Dictionary(uniqueKeysWithValues: phases.map { ($0, treatment) })
    }

    private static let phases = ["Firing", "Diagnosed", "Remediating", "Verifying", "Resolved"]

    func run() async throws {
        try await scene.startOperator()
        try await eventually(within: .seconds(20), "the operator to lead") {
            try await scene.status().hosts.first?.isReachable == true
        }
        switch kind {
        case .killed:
            server?.kill()
            try await expectStandstill()
            try await server?.start()
        case .frozen:
            server?.pause()
            try await expectStandstill()
            server?.resume()
        case .emptied:
            server?.kill()
            if let folder = server?.folder { try Files.move("\(folder)/appendonlydir", to: "\(folder)/old") }
            try await expectStandstill()
            try await server?.start()
        case .privateKilled: try await killPrivate()
        case .writesLost, .answersLost: try await scene.breakContainer()
        case .killedWhileTelling: try await killWhileTelling()
        }
        let limit: Duration = .seconds(55)
        try await scene.expectHealed(within: limit)
        if !hold.isEmpty { #expect(hold.caught.sorted() == Self.phases.sorted()) }
        await scene.expectGracefulStop()
        await scene.clear()
        proxy?.close()
        server?.kill()
    }

    /// Without Redis the operator is not ready, and acts on nothing.
    private func expectStandstill() async throws {
        try await eventually(within: .seconds(15), "/readyz to fail") {
            try scene.hemostat?.get("/readyz").status == 503
        }
        #expect(try scene.hemostat?.get("/livez").status == 200)
        try await scene.breakContainer()
        try await scene.container.waitForHealth("unhealthy")
        // As long as an action takes many times over.
        try await ContinuousClock().sleep(for: .seconds(1))
        #expect(try await scene.events("restart").isEmpty)
        #expect(try scene.hemostat?.get("/readyz").status == 503)
        #expect(scene.slack.arrivals == 0)
    }

    private func killPrivate() async throws {
        let redis = try await scene.redis.process
        try await scene.redis.command(["SET", "witness", "kept"])
        try await scene.breakContainer()
        try await eventually(within: .seconds(20), "the episode to be verified") {
            try await scene.redis.episode(of: scene.container.id)?.phase == .verifying
        }
        try endProcess(redis)
        try await eventually(within: .seconds(20), "another redis-server to serve") {
            try await scene.redis.process != redis
        }
        #expect(try await scene.redis.command(["GET", "witness"]) == "kept")
    }

    private func killWhileTelling() async throws {
        try await scene.breakContainer()
        try await eventually(within: .seconds(20), "Slack to be told") { scene.slack.arrivals == 1 }
        server?.kill()
        // Slack answers meanwhile, and Redis does not take note of it.
        try await ContinuousClock().sleep(for: .seconds(4))
        scene.slack.become(.takes)
        try await server?.start()
    }
}
