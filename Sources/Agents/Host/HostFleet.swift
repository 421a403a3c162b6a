package import DockerEngine
package import HemoStatCore
import Logging
import ServiceLifecycle
import SharedState
import Synchronization

/// Every Docker host this replica works for: those it was started with, and those that documents name; each by itself.
package struct HostFleet: Service {
    private let tools: HostTools
    /// By name; a document of the same name adds its storm brake, not its endpoint: addresses differ between machines.
    private let given: [String: DockerEndpoint]
    /// Reads the endpoint of a document; throws in words for people.
    private let endpoint: @Sendable (DockerHost) throws -> DockerEndpoint

    private static let interval = Duration.seconds(1)

    package init(
        tools: HostTools,
        given: [String: DockerEndpoint],
        endpoint: @escaping @Sendable (DockerHost) throws -> DockerEndpoint
    ) {
        self.tools = tools
        self.given = given
        self.endpoint = endpoint
    }

    /// Works until shutdown; each host drains by itself then.
    package func run() async {
        // Another primary may not know what the last one promised.
        tools.redis.onPrimaryChange { [keepers = tools.keepers] in keepers.storeChanged() }
        await withDiscardingTaskGroup { group in
            group.addTask { await beMember() }
            group.addTask { await listen() }
            var units: [String: HostUnit] = [:]
            var refused: [String: String] = [:]
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                let wanted = wanted(&refused)
                for (name, unit) in units {
                    // One that ended is started anew while it is wanted.
                    if unit.hasEnded { units[name] = nil } else if wanted[name] != unit.endpoint { unit.stop() }
                }
                for (name, endpoint) in wanted where units[name] == nil {
                    let unit = HostUnit(name: name, endpoint: endpoint, tools: tools)
                    units[name] = unit
                    group.addTask { await unit.run() }
                }
                await cancelWhenGracefulShutdown { try? await tools.clock.sleep(for: Self.interval) }
            }
        }
    }

    /// Tells the others that this replica lives; takes leave first of all on shutdown, so that they know where leases go.
    private func beMember() async {
        await cancelWhenGracefulShutdown { await tools.membership.run() }
        await tools.membership.leave()
    }

    /// Hears of leases that are given back.
    private func listen() async {
        let announcements = LeaseAnnouncements(redis: tools.redis, clock: tools.clock) { [keepers = tools.keepers] in
            keepers.heard($0)
        }
        await cancelWhenGracefulShutdown { await announcements.run() }
    }

    /// The hosts there should be; a document that says nothing usable is logged once.
    private func wanted(_ refused: inout [String: String]) -> [String: DockerEndpoint] {
        var wanted = given
        for host in tools.catalog.hosts where given[host.name] == nil {
            do {
                wanted[host.name] = try endpoint(host)
                refused[host.name] = nil
            } catch {
                guard refused[host.name] != "\(error)" else { continue }
                refused[host.name] = "\(error)"
                tools.logger.error(
                    "docker host not usable",
                    metadata: .init([.host: "\(host.name)", .error: "\(error)"])
                )
            }
        }
        return wanted
    }
}
