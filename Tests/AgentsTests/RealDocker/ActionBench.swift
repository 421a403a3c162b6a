import CurlTransport
import DockerEngine
import SharedState
import Testing

@testable import Agents
@testable import HemoStatCore
@testable import TestSupport

/// A container of a test; the Core has a type of that name, too.
typealias Subject = TestSupport.TestContainer

/// A real engine and a real Redis, and actions carried out on them as the Responder would; Docker's event log is the witness.
final class ActionBench: Sendable {
    let docker: Docker
    let redis: TestRedis
    let lease = ResponderWorld.lease()
    let now = Box<Timestamp?>(nil)
    let catalog = PolicyCatalog()
    private let transport = CurlTransport()
    /// What the engine is reached through, so that a test sees and stops each request.
    private let proxy: SocketProxy
    /// Decides on requests that change something; asked with how many came before.
    let judge: Box<@Sendable (_ request: ProxiedRequest, _ number: Int) -> SocketProxy.Verdict>
    private let changes: Box<[String]>
    let link: HostLink
    private let containers = Box<[Subject]>([])
    private let intents = Box(0)

    private init(docker: Docker, redis: TestRedis) throws {
        self.docker = docker
        self.redis = redis
        let judge = Box<@Sendable (ProxiedRequest, Int) -> SocketProxy.Verdict>({ _, _ in .forward })
        let changes = Box<[String]>([])
        self.judge = judge
        self.changes = changes
        proxy = try SocketProxy(to: docker.host) { request in
            guard request.method != "GET" else { return .forward }
            var number = 0
            changes.change { changes in
                number = changes.count
                changes.append("\(request.method) \(request.path)")
            }
            return judge.value(request, number)
        }
        let (lease, now) = (lease, now)
        link = HostLink(
            host: "default",
            docker: DockerClient(endpoint: try DockerEndpoint(parsing: proxy.dockerHost), transport: transport),
            catalog: catalog,
            redis: redis.client,
            now: { now.value ?? Timestamp(microseconds: Stamp.now.wallNanoseconds / 1000) },
            lease: { lease.value },
            logger: LogSink().logger
        )
    }

    /// Everything is gone when the body has ended.
    static func open(on docker: Docker? = nil, _ body: (ActionBench) async throws -> Void) async throws {
        let engine: Docker
        if let docker { engine = docker } else { engine = try await Docker.requireEngine() }
        let redis = try await TestRedis()
        let bench = try ActionBench(docker: engine, redis: redis)
        do {
            try await body(bench)
        } catch {
            await bench.close()
            throw error
        }
        await bench.close()
    }

    private func close() async {
        for container in containers.value { await discard(container) }
        proxy.close()
        await transport.shutdown()
        await redis.close()
    }

    /// What was asked to be changed so far: `POST /containers/<id>/restart`.
    var asked: [String] { changes.value }

    func run(
        _ options: [String] = [],
        command: [String] = Docker.idle,
        name: String = Docker.uniqueName()
    ) async throws -> Subject {
        let container = try await docker.run(options, command: command, name: name)
        containers.change { $0.append(container) }
        return container
    }

    /// Removes a container and its volumes, those too that a new one was given by name.
    func discard(_ container: Subject) async {
        let format = "{{range .Mounts}}{{.Name}} {{end}}"
        let volumes = (try? await container.inspect(format))?.split(separator: " ").map(String.init) ?? []
        await container.remove()
        if !volumes.isEmpty { _ = try? await docker.command(["volume", "rm"] + volumes) }
    }

    /// Whether Redis has a key; asked from where nothing can be awaited.
    func exists(_ key: String) -> Bool {
        guard let socket = try? Socket.connect(toUnixPath: redis.server.socketPath) else { return false }
        socket.write(Array("*2\r\n$6\r\nEXISTS\r\n$\(key.utf8.count)\r\n\(key)\r\n".utf8))
        return socket.read().starts(with: ":1".utf8)
    }

    /// An action as the gates would allow it now.
    func action(_ action: RemediationAction, on id: String) async throws -> DockerAction {
        let seen = try #require(try await link.inspect(id))
        intents.change { $0 += 1 }
        let number = intents.value
        let intent = Given.intent { intent in
            intent.id = "default/\(id.prefix(12))/1/\(number)"
            intent.action = action
            intent.containerID = id
            intent.startedAt = seen.startedAt
            intent.writtenAt = link.now()
        }
        return DockerAction(link: link, intent: intent, target: seen)
    }

    func perform(_ action: RemediationAction, on container: Subject) async throws -> ActionReport? {
        await (try await self.action(action, on: container.id)).perform()
    }

    func evidence(of action: DockerAction) async throws -> ActionEvidence? {
        try await EvidenceStore(redis: redis.client).load(intent: action.intent.id)
    }

    /// As whoever holds the lease next finds it.
    func settle(_ intent: Intent, name: String) async throws -> ActionReport? {
        let calls = MutatingCalls()
        let episode = Given.episode(.remediating) { episode in
            episode.containerID = intent.containerID
            episode.containerName = name
            episode.intents = [intent]
        }
        return try await running(await calls.run()) {
            try await IntentSettler(link: link, calls: calls).settle(intent, of: episode)
        }
    }

    /// A policy that lists one action.
    func policy(_ action: RemediationAction) {
        _ = catalog.update([Given.policy { $0.remediation.steps = [RemediationStep(action: action)] }])
    }

    func names(_ filter: String) async throws -> [String] {
        try await docker.command(["ps", "-a", "--format", "{{.Names}}", "--filter", filter])
            .split(separator: "\n").map(String.init).sorted()
    }
}
