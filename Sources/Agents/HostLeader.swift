package import CurlTransport
package import DockerEngine
package import HemoStatCore
package import Logging
package import ReconcilerKit
import ServiceLifecycle
package import SharedState

/// Works for one Docker host whenever its lease is held: monitor and responder start with it and stop with it.
package struct HostLeader: Service {
    private var link: HostLink
    private let keeper: LeaseKeeper
    private let calls: MutatingCalls
    private let directory: HostDirectory
    private let resyncEvery: Duration
    private let modeCap: RemediationMode
    private let transport: CurlTransport

    package init(
        host: String,
        docker: DockerClient,
        transport: CurlTransport,
        catalog: PolicyCatalog,
        redis: RedisClient,
        keeper: LeaseKeeper,
        calls: MutatingCalls,
        directory: HostDirectory,
        resyncEvery: Duration,
        modeCap: RemediationMode = .enforce,
        isInContainer: Bool = false,
        now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) {
        self.keeper = keeper
        self.calls = calls
        self.directory = directory
        self.resyncEvery = resyncEvery
        self.modeCap = modeCap
        self.transport = transport
        link = HostLink(
            host: host,
            docker: docker,
            catalog: catalog,
            redis: redis,
            now: now,
            lease: { [keeper] in
                guard case .held(let epoch, let remaining) = keeper.state else { return nil }
                return HeldLease(name: keeper.name, holder: keeper.holder, epoch: epoch, remaining: remaining)
            },
            logger: logger
        )
        link.isInContainer = isInContainer
    }

    /// The name of a host's lease.
    package static func leaseName(host: String) -> String { "host:\(host)" }

    package func run() async {
        await cancelWhenGracefulShutdown {
            var changes = keeper.changes().makeAsyncIterator()
            while let change = await changes.next() {
                guard case .acquired = change else { continue }
                await withDiscardingTaskGroup { group in
                    group.addTask { await lead() }
                    while let next = await changes.next() {
                        if case .lost = next { break }
                    }
                    group.cancelAll()
                }
            }
        }
    }

    private func lead() async {
        link.inventory.beginTenure()
        let monitor = ContainerMonitor(
            link: link,
            directory: directory,
            transport: transport,
            resyncEvery: resyncEvery
        )
        let responder = ContainerResponder(link: link, calls: calls, directory: directory, modeCap: modeCap)
        await withDiscardingTaskGroup { group in
            group.addTask { await monitor.run() }
            group.addTask { await responder.run() }
        }
    }
}
