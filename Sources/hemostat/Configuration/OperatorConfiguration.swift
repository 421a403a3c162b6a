import Agents
import DockerEngine
import Glibc
import HemoStatCore
import SharedState

/// Everything the operator was told, by flag or environment, checked.
struct OperatorConfiguration: Sendable {
    var policies: String?
    /// Nil runs the private Redis.
    var redis: RedisEndpoint?
    var docker: DockerEndpoint
    var hostName: String
    var http: ListenAddress
    /// Names this replica in leases and consumer groups.
    var givenIdentity: String?
    var stateDirectory: String
    var log: HemoStatLogger.Settings
    var retry: AgentRetry
    var resyncEvery: Duration
    var modeCap: RemediationMode
    /// Binds containers that no policy selects.
    var fallback: HealthPolicy
    var slackWebhook: String?
    var alerts: AlertNotifier.Options
    var historySize: Int
    var historySeconds: Int

    init(_ flags: OperatorCommand, _ environment: [String: String]) throws {
        let reader = EnvironmentReader(environment)
        policies = flags.policies
        redis =
            try flags.redis.map { try RedisEndpoint(url: $0, name: "--redis") }
            ?? RedisEndpoint.fromEnvironment(environment)
        docker = try Self.docker(flags.docker, environment)
        hostName = try Self.name(flags.hostName, flag: "--host-name")
        givenIdentity = try flags.identity.map { try Self.name($0, flag: "--identity") }
        let httpName = flags.http == nil ? "HEMOSTAT_HTTP" : "--http"
        http = try ListenAddress(flags.http ?? reader.text("HEMOSTAT_HTTP") ?? "127.0.0.1:8421", name: httpName)
        guard http.isLoopback || flags.insecure else {
            throw Failure(
                .usage,
                "\(httpName) \(http): not a loopback address; anyone could reach it, add --insecure if that is meant"
            )
        }
        stateDirectory = flags.stateDirectory ?? StateDirectory.standard(environment)
        guard !stateDirectory.isEmpty else { throw Failure(.usage, "--state-dir: expected a directory, not nothing") }
        log = try HemoStatLogger.Settings(environment)
        retry = try AgentRetry(environment)
        resyncEvery = .seconds(try reader.number("AGENT_POLL_INTERVAL", in: 1...3600) ?? 30)
        modeCap = try reader.flag("RESPONDER_DRY_RUN") == true ? .dryRun : .enforce
        fallback = try DefaultPolicySettings(environment).policy
        slackWebhook = try reader.flag("ALERT_ENABLED") == false ? nil : reader.text("SLACK_WEBHOOK_URL")
        if let slackWebhook { try SlackClient.check(url: slackWebhook) }
        alerts = AlertNotifier.Options(
            maximumEvents: try reader.integer("ALERT_MAX_EVENTS", in: 1...100_000) ?? 100,
            eventSeconds: try reader.integer("ALERT_EVENT_TTL", in: 1...31_536_000) ?? 3600,
            dedupeSeconds: try reader.integer("ALERT_DEDUPE_TTL", in: 0...31_536_000) ?? 60
        )
        historySize = try reader.integer("ANALYZER_HISTORY_SIZE", in: 0...1000) ?? 10
        historySeconds = try reader.integer("ANALYZER_HISTORY_TTL", in: 1...31_536_000) ?? 3600
        try checkPolicies()
    }

    /// `host/process` unless told otherwise; with a private Redis the directory's lock proves that we are the only one.
    var identity: String {
        if let givenIdentity { return givenIdentity }
        let machine = Self.machineName()
        return redis == nil ? machine : "\(machine)-\(getpid())"
    }

    private static func docker(_ flag: String?, _ environment: [String: String]) throws -> DockerEndpoint {
        var environment = environment
        environment["DOCKER_HOST"] = flag ?? PlatformUtilities(environment: environment).dockerHost()
        do {
            return try DockerEndpoint(environment: environment)
        } catch {
            guard flag != nil else { throw error }
            throw Failure(.usage, error.message.replacingPrefix("DOCKER_HOST", with: "--docker"))
        }
    }

    /// A name that may stand in Redis keys, file names and log lines.
    private static func name(_ text: String, flag: String) throws -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == 45 || byte == 46 || byte == 95
        }
        guard isPlain, (1...253).contains(text.utf8.count) else {
            throw Failure(.usage, "\(flag): expected letters, digits, '-', '.' and '_', at most 253 of them")
        }
        return text
    }

    private static func machineName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A path that is not there, or cannot be read, is found out before anything starts.
    private func checkPolicies() throws {
        guard let policies else { return }
        guard access(policies, R_OK) == 0 else {
            throw Failure(
                .usage,
                "--policies \(policies): \(String(cString: strerror(errno))); name a directory that can be read"
            )
        }
        guard let directory = opendir(policies) else {
            if errno == ENOTDIR { return }
            throw Failure(.usage, "--policies \(policies): \(String(cString: strerror(errno)))")
        }
        closedir(directory)
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
