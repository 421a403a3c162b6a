import DockerEngine
import HemoStatCore
import ReconcilerKit
import ServiceLifecycle
import SharedState

/// Works for one Docker host whenever its lease is held: monitor and responder start with it and stop with it.
struct HostLeader: Service {
    private var link: HostLink
    private let keeper: LeaseKeeper
    private let tools: HostTools

    /// `engine` is the ID the host's name stands for; empty where the engine has none.
    init(
        host: String,
        engine: String,
        docker: DockerClient,
        keeper: LeaseKeeper,
        episodes: EpisodeCache,
        tools: HostTools
    ) {
        self.keeper = keeper
        self.tools = tools
        link = HostLink(
            host: host,
            docker: docker,
            catalog: tools.catalog,
            redis: tools.redis,
            now: tools.now,
            lease: { [keeper] in
                guard case .held(let epoch, let remaining) = keeper.state else { return nil }
                return HeldLease(name: keeper.name, holder: keeper.holder, epoch: epoch, remaining: remaining)
            },
            clock: tools.clock,
            logger: tools.logger
        )
        link.engine = engine
        link.episodes = episodes
        link.isInContainer = tools.isInContainer
    }

    /// The name of a host's lease.
    static func leaseName(host: String) -> String { "host:\(host)" }

    func run() async {
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
        link.episodes.beginTenure()
        link.book.beginTenure()
        let monitor = ContainerMonitor(
            link: link,
            directory: tools.directory,
            transport: tools.transport,
            resyncEvery: tools.resyncEvery
        )
        let responder = ContainerResponder(
            link: link,
            calls: tools.calls,
            directory: tools.directory,
            modeCap: tools.modeCap
        )
        let storms = StormKeeper(link: link, directory: tools.directory)
        await withDiscardingTaskGroup { group in
            group.addTask { await monitor.run() }
            group.addTask { await responder.run() }
            group.addTask { await storms.run() }
        }
    }
}
