import Agents
import DockerEngine
import Glibc
import HemoStatCore
import ReconcilerKit
import SharedState

/// Everything the operator was told, by flag or environment, checked.
struct OperatorConfiguration: Sendable {
    var policies: String?
    /// Nil runs the private Redis.
    var redis: RedisEndpoint?
    /// Engines by the name of their host; documents may name more.
    var hosts: [String: DockerEndpoint]
    var roles: Set<OperatorRole>
    var leaseTiming: LeaseTiming
    var secrets: SecretFiles
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
        hosts = try Self.hosts(flags, environment)
        roles = try Self.roles(flags.roles)
        leaseTiming = try Self.timing(flags.lease)
        secrets = SecretFiles(directory: flags.secretsDirectory)
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

    func works(_ role: OperatorRole) -> Bool { roles.contains(role) }

    /// The engine of this machine unless others were named by `--docker-host` and it was not.
    private static func hosts(
        _ flags: OperatorCommand,
        _ environment: [String: String]
    ) throws -> [String: DockerEndpoint] {
        var hosts: [String: DockerEndpoint] = [:]
        for text in flags.dockerHosts {
            guard let equals = text.firstIndex(of: "=") else {
                throw Failure(.usage, "--docker-host \(text): expected NAME=ENDPOINT, as in web=tcp://10.0.0.5:2376")
            }
            let name = try name(String(text[..<equals]), flag: "--docker-host")
            let endpoint = try docker(String(text[text.index(after: equals)...]), environment, flag: "--docker-host")
            guard hosts.updateValue(endpoint, forKey: name) == nil else {
                throw Failure(.usage, "--docker-host \(name): was given twice; name each engine once")
            }
        }
        guard flags.docker != "none" else { return hosts }
        if hosts.isEmpty || flags.docker != nil {
            let name = try name(flags.hostName, flag: "--host-name")
            guard hosts.updateValue(try docker(flags.docker, environment), forKey: name) == nil else {
                throw Failure(.usage, "--host-name \(name): is the name of a --docker-host, too; rename one of both")
            }
        }
        return hosts
    }

    private static func roles(_ text: String?) throws -> Set<OperatorRole> {
        guard let text else { return Set(OperatorRole.allCases) }
        let known = OperatorRole.allCases.map(\.rawValue).joined(separator: ", ")
        return Set(
            try text.split(separator: ",").map { word in
                guard let role = OperatorRole(rawValue: String(word)) else {
                    throw Failure(.usage, "--roles \(word): there is no such role; known are \(known)")
                }
                return role
            }
        )
    }

    /// The lease's length; renewal and retry follow from it.
    private static func timing(_ text: String?) throws -> LeaseTiming {
        guard let text else { return LeaseTiming() }
        guard let span = PolicyDuration(text), (.seconds(1)...PolicyDuration.minutes(1)).contains(span) else {
            throw Failure(.usage, "--lease \(text): expected a duration from 1s to 1m, as in 6s")
        }
        return LeaseTiming(duration: span.duration)
    }

    private static func docker(
        _ flag: String?,
        _ environment: [String: String],
        flag name: String = "--docker"
    ) throws -> DockerEndpoint {
        var environment = environment
        environment["DOCKER_HOST"] = flag ?? PlatformUtilities(environment: environment).dockerHost()
        do {
            return try DockerEndpoint(environment: environment)
        } catch {
            guard flag != nil else { throw error }
            throw Failure(.usage, error.message.replacingPrefix("DOCKER_HOST", with: name))
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
