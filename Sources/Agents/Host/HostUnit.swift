import DockerEngine
import HemoStatCore
import Logging
import ReconcilerKit
import ServiceLifecycle
import SharedState
import Synchronization

/// The work for one Docker host: contends for its lease as long as the right engine answers, and leads while it holds it.
final class HostUnit: Sendable {
    private struct State {
        var isStopping = false
        var hasEnded = false
    }

    let name: String
    let endpoint: DockerEndpoint
    private let tools: HostTools
    private let docker: DockerClient
    private let state = Mutex(State())
    /// Finished when the work is to end.
    private let stops = AsyncStream.makeStream(of: Void.self)

    private static let pause = Duration.seconds(2)

    init(name: String, endpoint: DockerEndpoint, tools: HostTools) {
        self.name = name
        self.endpoint = endpoint
        self.tools = tools
        docker = DockerClient(endpoint: endpoint, transport: tools.transport)
    }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Ends the work politely; `hasEnded` tells when it has.
    func stop() {
        state.withLock { $0.isStopping = true }
        stops.continuation.finish()
    }

    func run() async {
        defer { state.withLock { $0.hasEnded = true } }
        let engine = await cancelWhenGracefulShutdown { await self.identify() }
        guard let engine else { return }
        let group = services(engine)
        await withDiscardingTaskGroup { tasks in
            tasks.addTask {
                for await _ in self.stops.stream {}
                guard self.state.withLock({ $0.isStopping }) else { return }
                await group.triggerGracefulShutdown()
            }
            do {
                try await group.run()
            } catch {
                tools.logger.error("docker host given up", metadata: .init([.host: "\(name)", .error: "\(error)"]))
            }
            tasks.cancelAll()
        }
        tools.keepers.remove(name)
        tools.membership.refresh()
    }

    /// Keeper first: the leader has drained when the lease is released.
    private func services(_ engine: String) -> ServiceGroup {
        let episodes = EpisodeCache()
        let lease = HostLeader.leaseName(host: name)
        let keeper = LeaseKeeper(
            name: lease,
            holder: tools.identity,
            store: LeaseRecords(redis: tools.redis),
            timing: tools.timing,
            clock: tools.clock,
            logger: tools.logger,
            placement: { [name, membership = tools.membership] gone in
                membership.placement(lease: lease, host: name, without: gone)
            },
            mayHandOver: {
                // What Docker is at has its end seen by whoever began it.
                !episodes.all.values.contains { $0.phase == .remediating }
            }
        )
        tools.keepers.put(keeper, host: name)
        tools.membership.refresh()
        let leader = HostLeader(
            host: name,
            engine: engine,
            docker: docker,
            keeper: keeper,
            episodes: episodes,
            tools: tools
        )
        var logger = tools.logger
        logger.logLevel = max(logger.logLevel, .notice)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: keeper, failureTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: leader, failureTerminationBehavior: .gracefullyShutdownGroup),
            ],
            logger: logger
        )
        configuration.maximumCancellationDuration = .seconds(5)
        return ServiceGroup(configuration: configuration)
    }

    /// Waits until the engine answers that the name stands for.
    ///
    /// - Returns: its ID, empty where the engine has none; nil when the work is over before.
    private func identify() async -> String? {
        var lastProblem: String?
        while !Task.isCancelled, !state.withLock({ $0.isStopping }) {
            switch await look() {
            case .success(let engine):
                return engine
            case .failure(let problem):
                if lastProblem != problem.message {
                    tools.logger.warning(
                        "docker host not contended for",
                        metadata: .init([.host: "\(name)", .error: "\(problem.message)"])
                    )
                }
                lastProblem = problem.message
            }
            try? await tools.clock.sleep(for: Self.pause)
        }
        return nil
    }

    private struct Problem: Error {
        var message: String
    }

    /// One look at who answers.
    private func look() async -> Result<String, Problem> {
        do {
            let first = try await docker.info().id
            // Podman makes up another one each time: then there is none.
            guard !first.isEmpty, try await docker.info().id == first else { return .success("") }
            let identities = HostIdentities(redis: tools.redis)
            let known = try await identities.claim(host: name, engine: first)
            guard known == first else {
                let message = Self.mismatch(name: name, known: known, found: first, replica: tools.identity)
                try await identities.report(message, host: name, replica: tools.identity)
                return .failure(Problem(message: message))
            }
            try await identities.report(nil, host: name, replica: tools.identity)
            return .success(first)
        } catch {
            return .failure(Problem(message: "\(error)"))
        }
    }

    private static func mismatch(name: String, known: String, found: String, replica: String) -> String {
        "replica \(replica) reaches engine \(found) under the name \(name), which stands for engine \(known); give this"
            + " engine another name (--host-name), or, where the old one is gone for good, delete field \(name) of"
            + " \(RedisKeys.hostIdentities)"
    }
}
