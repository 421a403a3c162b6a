package import DockerEngine
package import HemoStatCore
package import Logging
package import SharedState

/// What every part that works for one Docker host needs: its name, its engine, what is known of it, and the time.
package struct HostLink: Sendable {
    package var host: String
    package var docker: DockerClient
    /// `/info` ID of the engine the name stands for; empty where it has none.
    package var engine = ""
    package var inventory: HostInventory
    package var catalog: PolicyCatalog
    /// The host's episodes, incidents and people's answers, of this tenure.
    package var episodes: EpisodeCache
    package var book: HostBook
    package var audit: AuditLog
    /// Wakes containers that another one's news concern.
    package var bell: KeyBell
    package var redis: RedisClient
    package var now: @Sendable () -> Timestamp
    /// The lease this replica works for the host under; nil while it holds none.
    package var lease: @Sendable () -> HeldLease?
    /// Sleeps and deadlines inside the process.
    package var clock: any Clock<Duration>
    package var logger: Logger
    /// Whether the operator itself runs in a container: then the host's own network is not ours.
    package var isInContainer = false

    package init(
        host: String,
        docker: DockerClient,
        catalog: PolicyCatalog,
        redis: RedisClient,
        now: @escaping @Sendable () -> Timestamp,
        lease: @escaping @Sendable () -> HeldLease?,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.host = host
        self.docker = docker
        inventory = HostInventory(host: host)
        self.catalog = catalog
        episodes = EpisodeCache()
        book = HostBook()
        audit = AuditLog(redis: redis)
        bell = KeyBell()
        self.redis = redis
        self.now = now
        self.lease = lease
        self.clock = clock
        self.logger = logger
        self.logger[.host] = "\(host)"
    }

    /// Reads the container again and keeps what it says.
    ///
    /// - Returns: nil when Docker does not know it any more.
    func inspect(_ id: String) async throws -> ContainerObservation? {
        inventory.willInspect(id)
        do {
            let inspection = try await docker.inspectContainer(id)
            let hostAddress = isInContainer ? nil : docker.endpoint.hostAddress
            // Whoever shares its network has lost it with the run before.
            for child in inventory.put(inspection.observation(host: host, hostAddress: hostAddress)) {
                bell.ring(ContainerKey(host: host, id: child))
            }
            return inventory.container(id)
        } catch  where error.code == .notFound {
            inventory.remove(id)
            catalog.forget(id)
            return nil
        } catch {
            inventory.markDirty(id)
            throw error
        }
    }

    /// What the decisions look at: the container, the policies in force on it, and whether each expectation holds.
    func view(_ key: ContainerKey, _ container: ContainerObservation?, _ episode: Episode?) -> ReconcileInput {
        let now = now()
        let resolved = container.map(catalog.resolve) ?? ResolvedPolicy()
        let evaluated = container.map { Evaluator.evaluate(resolved, CheckInput(container: $0, now: now)) } ?? []
        return ReconcileInput(
            key: key,
            container: container,
            resolved: resolved,
            evaluated: evaluated,
            episode: episode,
            now: now,
            orders: container.map { catalog.orders(on: $0, now: now) } ?? "",
            policiesKnown: catalog.isLoaded
        )
    }

    /// Every container of the host, as gates look at it.
    func picture() -> HostPicture {
        let episodes = episodes.all
        let members = inventory.all.map { container in
            let view = view(container.key, container, nil)
            return HostPicture.Member(
                container: container,
                isEnforced: view.resolved.isEnforced,
                isDiverged: view.evaluated.contains { $0.measurement != nil },
                episode: episodes[container.key.id]
            )
        }
        return HostPicture(members: members, brake: catalog.stormBrake(of: host), incidents: book.incidents)
    }
}
