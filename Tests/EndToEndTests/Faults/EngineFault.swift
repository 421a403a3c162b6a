import HemoStatCore
import TestSupport
import Testing

/// An engine of its own for one test, with a container to be healed and one that is only watched.
struct EngineFault: Sendable {
    let engine: PrivateEngine
    let scene: Scene
    /// Stands between the operator and the engine.
    let proxy: SocketProxy
    /// Ill from the beginning: its episode stays open over the fault.
    private let watched: TestSupport.TestContainer
    /// Closed, the engine is frozen when a restart is asked for.
    private let mayRestart: Gate

    /// Docker brings both containers back, as long as nobody stopped them.
    static func set(_ setting: Scene.Setting = Scene.Setting(), freezes: Bool = false) async throws -> EngineFault {
        let engine = try await PrivateEngine.start()
        var setting = setting
        setting.options = ["--restart", "unless-stopped"]
        let scene = try await Scene.set(setting, on: engine.docker)
        let watched = try await engine.docker.run(
            Docker.healthCheck("false") + setting.options,
            name: "\(scene.word)o-watched"
        )
        try scene.policies.write("observe.yaml", observing("\(scene.word)o"))
        let mayRestart = Gate()
        if !freezes { mayRestart.open() }
        let proxy = try SocketProxy(to: engine.host) { request in
            if request.path.hasSuffix("/restart"), !mayRestart.isOpen { engine.pause() }
            return .forward
        }
        try await scene.startOperator(docker: proxy.dockerHost)
        return EngineFault(engine: engine, scene: scene, proxy: proxy, watched: watched, mayRestart: mayRestart)
    }

    private static func observing(_ word: String) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(word)}
        spec:
          selector: {matchNames: ["\(word)-*"]}
          expectations:
            - {name: healthy, health: {is: Healthy}}
        """
    }

    /// Restarts that were asked for.
    var restarts: Int { proxy.requests.count { $0.path.hasSuffix("/\(scene.container.id)/restart") } }

    /// Makes the container ill, and waits until the operator has asked for its restart.
    func breakContainer() async throws {
        let before = restarts
        try await scene.breakContainer()
        try await eventually(within: .seconds(30), "the restart to be asked for") { restarts > before }
    }

    /// Lets a frozen engine go on, and freeze no more.
    func thaw() {
        mayRestart.open()
        engine.resume()
    }

    /// The watched container's episode, once it is open and held.
    func heldEpisode() async throws -> EpisodeStatus {
        try await eventually(within: .seconds(40), every: .milliseconds(100), "the watched container to be held") {
            try await scene.status().episodes.first { $0.containerID == watched.id && $0.phase == .held }
        }
    }

    /// Waits until `status` shows the host as unreachable, and looks at what else it shows.
    func expectUnreachable() async throws {
        let limit: Duration = .seconds(60)
        let host = try await eventually(within: limit, every: .milliseconds(100), "the host to be unreachable") {
            try await scene.status().hosts.first { !$0.isReachable }
        }
        #expect(!host.message.isEmpty)
        #expect(try await scene.hemostat?.client(["status"]).output.contains("False") == true)
        try await expectNothingGone()
    }

    /// Waits until `status` shows the host as reachable.
    func expectReachable() async throws {
        try await eventually(within: .seconds(30), every: .milliseconds(100), "the host to be reachable") {
            try await scene.status().hosts.first?.isReachable == true
        }
    }

    /// No container was ever taken for gone or replaced.
    func expectNothingGone() async throws {
        for episode in try await scene.status().episodes {
            #expect(!episode.transitions.contains { $0.phase == .superseded }, "\(episode.transitions)")
        }
    }

    /// Waits until the container is healed, in an episode that was not known before.
    func expectHealed(actions: Int, after known: String? = nil) async throws -> EpisodeStatus {
        let episode = try await scene.waitForPhase(.resolved, within: .seconds(90), after: known)
        #expect(episode.actions == actions, "\(episode.transitions)")
        #expect(try await scene.container.health == "healthy")
        let alerts = ["Firing", "Resolved"] + Array(repeating: "Verifying", count: actions)
        try await scene.expectTold(alerts, of: episode)
        return episode
    }

    func end() async {
        await scene.expectGracefulStop()
        proxy.close()
        engine.close()
    }
}
