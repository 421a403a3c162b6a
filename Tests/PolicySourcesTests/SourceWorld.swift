import HemoStatCore
import Logging
import SharedState
import Synchronization
import TestSupport

@testable import PolicySources

/// A directory of policies, a real Redis, and a source between them.
final class SourceWorld: Sendable {
    let directory: TemporaryDirectory
    let server: RedisServer
    let client: RedisClient
    let store: ResourceStore
    private let applications = Mutex(0)

    init() async throws {
        directory = try TemporaryDirectory()
        server = try await RedisServer.start()
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        client = try RedisClient(
            RedisEndpoint(.unix(path: server.socketPath)),
            options: options,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await client.connect()
        store = ResourceStore(redis: client)
    }

    /// How often it was told that policies may have changed.
    var applied: Int { applications.withLock { $0 } }

    /// Runs a source on a path, the directory's by default, while the body does its checks.
    func watching(_ path: String? = nil, while body: () async throws -> Void) async throws {
        let source = DirectorySource(
            path: path ?? directory.path,
            store: store,
            now: { Timestamp(microseconds: 1_762_164_000_000_000) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            applied: { self.applications.withLock { $0 += 1 } }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await source.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// Waits until these are the policies in force, each with its generation.
    func inForce(_ expected: [String: Int64], _ what: String = "the policies in force") async throws {
        try await eventually("\(what): \(expected)") {
            let policies = try await self.store.policies()
            return Dictionary(uniqueKeysWithValues: policies.map { ($0.name, $0.metadata.generation ?? 0) }) == expected
        }
    }

    func holds() async throws -> [String] { try await store.all(Hold.self).map(\.name) }

    func problems() async throws -> [Diagnostic]? { try await store.source()?.problems }

    func close() async {
        await client.close()
        await server.stop()
    }

    static func policy(_ name: String, cooldown: String = "5m") -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(name)}
        spec:
          selector: {matchNames: ["\(name)-*"]}
          expectations:
            - {name: healthy, health: {is: Healthy}}
          remediation:
            mode: Enforce
            cooldown: \(cooldown)
            steps:
              - {action: {restart: {timeout: 10s}}}

        """
    }
}
