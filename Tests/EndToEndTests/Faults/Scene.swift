import HemoStatCore
import Synchronization
import TestSupport

/// A stage for one fault: a container that a restart heals, a policy for it alone, a Slack, and the operator.
///
/// Everything ends with it.
final class Scene: Sendable {
    struct Setting: Sendable {
        /// Whether the container ends on `SIGTERM`; one that does not makes a restart take its whole timeout.
        var endsOnTermination = true
        var restartSeconds = 1
        var stableSeconds = 2
        var verifySeconds = 15
        /// More options of `docker run`.
        var options: [String] = []
        /// The operator's Redis; nil for a private one.
        var redis: String?
        var slack = SlackRecorder.Mood.takes
    }

    let docker: Docker
    /// What the names of the scene's containers and policies begin with; nobody else's do.
    let word: String
    let container: TestSupport.TestContainer
    let slack: SlackRecorder
    /// What happened to containers since this one was healthy.
    private let history: DockerEventLog
    let stateDirectory: TemporaryDirectory
    let policies: TemporaryDirectory
    private let setting: Setting
    private let running = Mutex<OperatorProcess?>(nil)

    /// Starts the container, and waits until it is healthy.
    /// - Throws: `CommandError`, `AwaitError`, `SystemError`.
    static func set(_ setting: Setting = Setting(), on docker: Docker) async throws -> Scene {
        let word = Docker.uniqueName()
        let container = try await docker.run(
            Docker.healthCheck("test ! -e /broken") + setting.options,
            command: process(endsOnTermination: setting.endsOnTermination),
            name: "\(word)-web"
        )
        try await container.waitForHealth("healthy", within: .seconds(60))
        return try Scene(setting, docker, word, container)
    }

    private init(_ setting: Setting, _ docker: Docker, _ word: String, _ container: TestSupport.TestContainer) throws {
        self.setting = setting
        self.docker = docker
        self.word = word
        self.container = container
        slack = try SlackRecorder(setting.slack)
        stateDirectory = try TemporaryDirectory()
        policies = try TemporaryDirectory()
        let filters = ["create", "destroy", "start", "restart", "kill"].map { "event=\($0)" }
        history = try DockerEventLog(docker, filters: ["type=container"] + filters)
        try policies.write("policy.yaml", Self.policy(word, setting))
    }

    /// The file that makes it ill goes at its start: a restart heals.
    private static func process(endsOnTermination: Bool) -> [String] {
        let trap = endsOnTermination ? "trap 'exit 143' TERM" : "trap '' TERM"
        return ["sh", "-c", "rm -f /broken; \(trap); while :; do sleep 3600 & wait $!; done"]
    }

    private static func policy(_ word: String, _ setting: Setting) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(word)}
        spec:
          selector: {matchNames: ["\(word)-*"]}
          expectations:
            - {name: up, state: {is: Running}}
            - {name: healthy, health: {is: Healthy}, severity: High}
          remediation:
            mode: Enforce
            steps:
              - {when: [up, healthy], action: {restart: {timeout: \(setting.restartSeconds)s}}, attempts: 2}
            cooldown: 0s
            budget: {actions: 5, within: 1h}
            verify: {stableFor: \(setting.stableSeconds)s, timeout: \(setting.verifySeconds)s}
        """
    }
}

// MARK: - The operator

extension Scene {
    /// The operator that runs now.
    var hemostat: OperatorProcess? { running.withLock { $0 } }

    /// A witness at the private Redis.
    var redis: RedisWitness { RedisWitness(socketPath: stateDirectory.file("redis.sock")) }

    /// Starts the operator, or the successor of one that ended, and waits until it is ready.
    ///
    /// `docker` is the way to the engine when it is not the straight one.
    /// - Throws: `AwaitError` with the end of its log, `SystemError`.
    @discardableResult
    func startOperator(docker proxy: String? = nil, arguments: [String] = []) async throws -> OperatorProcess {
        let started = try OperatorProcess(
            policies: policies.path,
            docker: proxy ?? docker.host,
            stateDirectory: stateDirectory,
            arguments: (setting.redis.map { ["--redis", $0] } ?? []) + arguments,
            environment: environment
        )
        running.withLock { $0 = started }
        try await started.waitUntilReady(within: .seconds(60))
        return started
    }

    /// The built-in policy binds nothing: other scenes' containers stand on the same engine.
    var environment: [String: String] {
        [
            "MONITOR_CONTAINER_BLACKLIST": "*",
            "SLACK_WEBHOOK_URL": slack.url, "LOG_LEVEL": "debug", "REDIS_URL": "", "REDIS_HOST": "",
            "HEMOSTAT_DEFAULT_MODE": "", "RESPONDER_DRY_RUN": "", "ALERT_ENABLED": "",
        ]
    }

    /// Ends the operator at once (SIGKILL).
    func killOperator() { hemostat?.kill() }

    /// What `hemostat status -o json` tells.
    /// - Throws: `CommandError` when it fails.
    func status() async throws -> OperatorStatus {
        guard let hemostat else { throw CommandError(command: "hemostat status", output: "no operator was started") }
        return try await hemostat.status()
    }

    /// The latest lines of the operator's log that speak of our container, for messages of failed tests.
    var logTail: String {
        let lines = (hemostat?.log ?? "").split(separator: "\n").suffix(40)
        return lines.joined(separator: "\n")
    }
}

// MARK: - The container

extension Scene {
    /// Makes the container ill, until its next start.
    func breakContainer() async throws { try await container.exec("touch", "/broken") }

    /// Its episode as `status` tells it; nil while there is none.
    func episode() async throws -> EpisodeStatus? {
        try await status().episodes.first { $0.containerID == container.id }
    }

    /// Waits until its episode, another than `known`, is in one of these phases, and returns it.
    /// - Throws: `AwaitError`, with the end of the operator's log.
    @discardableResult
    func waitForPhase(
        _ phases: Phase...,
        within limit: Duration = .seconds(40),
        after known: String? = nil
    ) async throws -> EpisodeStatus {
        var last = "none"
        do {
            return try await eventually(within: limit, every: .milliseconds(100), "the episode to be \(phases)") {
                let episode = try await episode()
                last = episode.map { "\($0.phase) (\($0.reason ?? "")): \($0.message); \($0.transitions)" } ?? "none"
                return episode.flatMap { phases.contains($0.phase) && $0.id != known ? $0 : nil }
            }
        } catch let error as AwaitError {
            throw CommandError(command: "\(error), but it is \(last)", output: logTail)
        }
    }

    /// What Docker has told of the container since the beginning: `start`, `restart` or `kill`.
    func seen(_ action: String) -> [DockerEvent] { history.events(of: container).filter { $0.action == action } }

    /// The same, once everything that has happened until now was told.
    /// - Throws: `AwaitError`, `CommandError`.
    func events(_ action: String) async throws -> [DockerEvent] {
        try await history.catchUp()
        return seen(action)
    }

    /// Removes what can be removed early, so that the next scene does not pay for its health checks.
    func clear() async { await container.remove() }
}

extension OperatorProcess {
    /// What `hemostat status -o json` tells.
    /// - Throws: `CommandError` when it fails.
    func status() async throws -> OperatorStatus {
        let result = try await client(["status", "-o", "json"])
        guard result.succeeded else { throw CommandError(command: "hemostat status", output: result.errorOutput) }
        return try StoredJSON.decode(OperatorStatus.self, from: result.output.utf8)
    }
}
