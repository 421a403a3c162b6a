import Agents
import CurlTransport
import DockerEngine
import Glibc
import HemoStatCore
import Logging
import OperatorAPI
import OperatorClient
import PolicyDocuments
import PolicySources
import ReconcilerKit
import ServiceLifecycle
import SharedState
import UnixSignals

/// The daemon: finds Redis and Docker, wires the agents, and runs them in order of dependence.
struct OperatorProcess {
    private let configuration: OperatorConfiguration
    private let environment: [String: String]
    private let logger: Logger

    init(_ configuration: OperatorConfiguration, _ environment: [String: String], _ logger: Logger) {
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
    }

    func run() async throws {
        let transport = CurlTransport()
        // A single engine has to answer; of several each may fail alone.
        if configuration.works(.host), configuration.hosts.count == 1, let endpoint = configuration.hosts.values.first {
            let docker = DockerClient(endpoint: endpoint, transport: transport)
            try await DockerWait(docker: docker, retry: configuration.retry, logger: logger).run()
        }
        let store = try await StateStore.open(configuration, logger)
        let shared = SharedClock()
        let now: @Sendable () -> Timestamp = { Timestamp(microseconds: shared.now) }
        do {
            let agent = HemoStatAgent(
                name: "operator",
                redis: store.client,
                retry: configuration.retry,
                now: now,
                logger: labelled("operator")
            )
            try await agent.connect()
            try await shared.synchronise(with: store.client)
            try await serve(try wire(store, transport, shared, now))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
        await transport.shutdown()
        logger.info("operator stopped")
    }

    private func wire(
        _ store: StateStore,
        _ transport: CurlTransport,
        _ shared: SharedClock,
        _ now: @escaping @Sendable () -> Timestamp
    ) throws -> [any Service] {
        let redis = store.client
        let zones = ZoneDirectory()
        let catalog = PolicyCatalog(
            operatorContainerID: OwnContainer.id,
            fallback: configuration.fallback,
            readZone: { try? zones.rules(named: $0) }
        )
        let directory = HostDirectory()
        let calls = MutatingCalls()
        let fleet = HostFleet(
            tools: HostTools(
                transport: transport,
                catalog: catalog,
                redis: redis,
                calls: calls,
                directory: directory,
                identity: configuration.identity,
                version: Version.current,
                timing: configuration.leaseTiming,
                resyncEvery: configuration.resyncEvery,
                roles: configuration.roles.map(\.rawValue).sorted(),
                modeCap: configuration.modeCap,
                isInContainer: OwnContainer.id != nil,
                now: now,
                logger: labelled("monitor")
            ),
            given: configuration.hosts,
            endpoint: { [secrets = configuration.secrets] in try secrets.endpoint(of: $0) }
        )
        let analyzer = HealthAnalyzer(
            redis: redis,
            identity: configuration.identity,
            catalog: catalog,
            directory: directory,
            history: AlertHistory(
                redis: redis,
                size: configuration.historySize,
                timeToLive: configuration.historySeconds
            ),
            now: now,
            logger: labelled("analyzer")
        )
        let notifier = AlertNotifier(
            redis: redis,
            identity: configuration.identity,
            slack: try configuration.slackWebhook.map { try SlackClient(transport: transport, url: $0) },
            options: configuration.alerts,
            now: now,
            logger: labelled("alert")
        )
        let watch = StateWatch(
            redis: redis,
            shared: shared,
            catalog: catalog,
            directory: directory,
            source: configuration.policies,
            logger: labelled("state")
        )
        var services: [any Service] = [watch, calls]
        if configuration.works(.host) { services.append(fleet) }
        if configuration.works(.analyzer) { services.append(analyzer) }
        if configuration.works(.alert) { services.append(notifier) }
        if let embedded = store.embedded { services.insert(EmbeddedRedisService(redis: embedded), at: 0) }
        if let path = configuration.policies {
            services.append(
                DirectorySource(
                    path: path,
                    store: ResourceStore(redis: redis),
                    now: now,
                    logger: labelled("policies"),
                    applied: { await watch.reload() }
                )
            )
        }
        services.append(server(redis, now))
        return services
    }

    private func server(_ redis: RedisClient, _ now: @escaping @Sendable () -> Timestamp) -> OperatorServer {
        let addressFile = "\(configuration.stateDirectory)/http-address"
        let listeners = OperatorServer.Listeners(
            host: configuration.http.host,
            port: configuration.http.port,
            socketPath: OperatorClient.socketPath(in: configuration.stateDirectory),
            bound: { [logger] address in
                AddressFile.write(address, to: addressFile)
                logger.info("serving http", metadata: .init([.address: "\(address)"]))
            }
        )
        return OperatorServer(
            listeners: listeners,
            readiness: HealthChecks([("redis", { redis.isConnected ? nil : "redis does not answer" })]),
            status: StatusReader(
                redis: redis,
                identity: configuration.identity,
                version: Version.current,
                fallback: configuration.fallback,
                now: now
            ),
            audit: AuditReader(redis: redis, now: now),
            logger: labelled("api")
        )
    }

    private func serve(_ services: [any Service]) async throws {
        logger.info(
            "operator started",
            metadata: .init([
                .version: "\(Version.current)", .identity: "\(configuration.identity)",
                .host: "\(configuration.hosts.keys.sorted().joined(separator: ","))",
            ])
        )
        var group = ServiceGroupConfiguration(
            // One that fails takes the others down in order: cancelling them would cancel calls on the wire.
            services: services.map { .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: lifecycleLogger
        )
        // Bounded where it is done: only a mutating call on the wire may take longer than a moment.
        group.maximumGracefulShutdownDuration = .seconds(4000)
        group.maximumCancellationDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    /// On debug the group writes out each service with all it holds: never ours to log.
    private var lifecycleLogger: Logger {
        var logger = labelled("lifecycle")
        logger.logLevel = max(logger.logLevel, .notice)
        return logger
    }

    private func labelled(_ label: String) -> Logger { HemoStatLogger.logger(label, configuration.log) }
}
