import HemoStatCore
import TestSupport
import Testing

/// Two operators with one Redis and one Docker host, each with a state directory and a name of its own.
final class TwoOperators: Sendable {
    let scene: Scene
    let redis: RedisServer
    private let directories: [TemporaryDirectory]

    static func set(on docker: Docker) async throws -> TwoOperators {
        let redis = try await RedisServer.start()
        var setting = Scene.Setting()
        setting.redis = "unix://\(redis.socketPath)"
        return try TwoOperators(try await Scene.set(setting, on: docker), redis)
    }

    private init(_ scene: Scene, _ redis: RedisServer) throws {
        self.scene = scene
        self.redis = redis
        directories = [try TemporaryDirectory(), try TemporaryDirectory()]
    }

    var witness: RedisWitness { RedisWitness(socketPath: redis.socketPath) }

    /// Starts operator 0 or 1, or its successor, and waits until it is ready.
    func start(_ number: Int, docker proxy: String? = nil) async throws -> OperatorProcess {
        try await OperatorProcess.start(
            policies: scene.policies.path,
            docker: proxy ?? scene.docker.host,
            stateDirectory: directories[number],
            arguments: ["--redis", "unix://\(redis.socketPath)", "--identity", "operator-\(number)"],
            environment: scene.environment
        )
    }

    /// Waits until this operator holds the host's lease.
    func waitForLeader(_ number: Int, within limit: Duration = .seconds(15)) async throws {
        try await eventually(within: limit, every: .milliseconds(5), "operator-\(number) to lead") {
            try await witness.command(["HGET", "hemostat:lease:host:default", "holder"]) == "operator-\(number)"
        }
    }

    /// Waits until an episode of the container that was not known before is resolved, and returns it.
    func waitForResolved(after known: Set<String>, asking one: OperatorProcess) async throws -> EpisodeStatus {
        try await eventually(within: .seconds(60), every: .milliseconds(100), "the episode to be resolved") {
            try await one.status().episodes.first {
                $0.containerID == scene.container.id && $0.phase == .resolved && !known.contains($0.id)
            }
        }
    }
}
