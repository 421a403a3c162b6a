import Glibc
import Synchronization
import TestSupport
import Testing

/// What one test has to itself on the shared engine: containers under a name of their own, policies that select nothing
/// else, a stub Slack, and Docker's own event log as the witness.
final class Ward: Sendable {
    let docker: Docker
    /// What the names of its containers begin with.
    let prefix: String
    let slack: StubHTTPServer
    let opened: Stamp
    private let events: DockerEventLog
    private let folder: TemporaryDirectory
    private let started = Mutex<(containers: [TestContainer], operators: [OperatorProcess])>(([], []))

    private init(_ docker: Docker) throws {
        self.docker = docker
        prefix = Docker.uniqueName()
        opened = .now
        slack = try StubHTTPServer()
        folder = try TemporaryDirectory()
        let wanted = ["create", "destroy", "start", "restart", "kill", "die", "stop", "pause", "unpause"]
        events = try DockerEventLog(
            docker,
            since: opened,
            filters: ["type=container"] + wanted.map { "event=\($0)" }
        )
    }

    /// Runs a test in a ward, and ends and removes everything it started; a failure shows the operators' logs.
    ///
    /// On the shared engine, unless the test has one of its own.
    static func open(on engine: Docker? = nil, _ body: (Ward) async throws -> Void) async throws {
        let docker = if let engine { engine } else { try await Docker.requireEngine() }
        let ward = try Ward(docker)
        do {
            try await body(ward)
        } catch {
            let logs = ward.started.withLock { $0.operators }.map { $0.log.suffix(6_000) }
            Issue.record(error, "the operators' logs end with:\n\(logs.joined(separator: "\n---\n"))")
        }
        await ward.close()
    }

    /// The webhook's address, with a token in its path as Slack has it.
    var webhook: String { "\(slack.url)/services/T0/B0/\(Ward.webhookToken)" }
    static let webhookToken = "slack-token-4711"

    // MARK: Policies

    var policyDirectory: String { folder.path }

    func apply(_ policies: PolicyText...) throws {
        for policy in policies { try write("\(policy.name).yaml", policy.yaml) }
    }

    /// Replaces a file of the policy directory in one step, as editors and mounts do.
    func write(_ file: String, _ text: String) throws {
        try folder.write(".\(file).new", text)
        guard rename(folder.file(".\(file).new"), folder.file(file)) == 0 else { throw SystemError("rename \(file)") }
    }

    func removePolicy(_ name: String) { Files.remove(folder.file("\(name).yaml")) }

    // MARK: Operators

    /// Starts an operator for the ward's policies and stub Slack and waits until it is ready; nothing of our own environment
    /// changes what it does.
    func startOperator(
        stateDirectory: TemporaryDirectory? = nil,
        arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> OperatorProcess {
        let settings = Self.neutral.merging(["SLACK_WEBHOOK_URL": webhook, "LOG_LEVEL": "debug"]) { $1 }
        let process = try OperatorProcess(
            policies: policyDirectory,
            docker: docker.host,
            stateDirectory: stateDirectory,
            arguments: arguments,
            environment: settings.merging(environment) { $1 }
        )
        started.withLock { $0.operators.append(process) }
        try await process.waitUntilReady()
        return process
    }

    /// Every variable that would change what an operator does, unset.
    static let neutral = [
        "REDIS_URL", "REDIS_HOST", "REDIS_PORT", "REDIS_DB", "REDIS_PASSWORD", "LOG_LEVEL", "LOG_FORMAT",
        "AGENT_POLL_INTERVAL", "AGENT_RETRY_MAX", "AGENT_RETRY_DELAY", "RESPONDER_DRY_RUN", "SLACK_WEBHOOK_URL",
        "ALERT_ENABLED", "ALERT_EVENT_TTL", "ALERT_MAX_EVENTS", "ALERT_DEDUPE_TTL", "ANALYZER_HISTORY_SIZE",
        "ANALYZER_HISTORY_TTL", "ANALYZER_CONFIDENCE_THRESHOLD", "THRESHOLD_CPU_PERCENT", "THRESHOLD_MEMORY_PERCENT",
        "MONITOR_CONTAINER_BLACKLIST", "RESPONDER_COOLDOWN_SECONDS", "RESPONDER_MAX_RETRIES_PER_HOUR",
        "HEMOSTAT_DEFAULT_MODE", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "HEMOSTAT_STATE_DIR", "HEMOSTAT_HTTP",
    ].reduce(into: [String: String]()) { $0[$1] = "" }

    // MARK: Containers

    /// Starts a container called `<prefix>-<word>`.
    func run(_ word: String, _ command: [String] = Patient.well, _ options: [String] = []) async throws -> TestContainer
    {
        let container = try await docker.run(options, command: command, name: "\(prefix)-\(word)")
        started.withLock { $0.containers.append(container) }
        return container
    }

    /// How often Docker did what to each container, by its own event log, which has caught up with everything before the
    /// call: by container name, then by action.
    func tallies(_ containers: [TestContainer]) async throws -> [String: [String: Int]] {
        try await events.catchUp()
        return containers.reduce(into: [:]) { tallies, container in
            tallies[container.name] = events.events(of: container).reduce(into: [:]) { $0[$1.action, default: 0] += 1 }
        }
    }

    /// When Docker did this to a container, in nanoseconds since 1970, oldest first.
    func times(_ action: String, of container: TestContainer) -> [Int64] {
        events.events(of: container).filter { $0.action == action }.map(\.timeNanoseconds)
    }

    // MARK: Slack

    /// What Slack was told about a container: the phase each message names, in the order of arrival.
    func alerts(about container: TestContainer) -> [String] {
        slack.requests.compactMap { request in
            guard let message = try? JSON(text: request.text), let text = message["text"]?.string,
                text.contains(" \(container.name) ")
            else { return nil }
            let fields = message["attachments"]?.array.first?["fields"]?.array ?? []
            return fields.first { $0["title"]?.string == "Phase" }?["value"]?.string ?? text
        }
    }

    private func close() async {
        let (containers, operators) = started.withLock { $0 }
        await withDiscardingTaskGroup { group in
            for one in operators { group.addTask { await one.stop() } }
            for container in containers { group.addTask { await container.remove() } }
        }
        events.close()
        slack.close()
    }
}
