import DockerEngine
import HemoStatCore
import Logging
import SharedState
import Synchronization

/// Writes what other tools and `status` read of a host: its record, and the state of each container.
final class HostProjection: Sendable {
    private let link: HostLink
    private let latest = Mutex<HostReport?>(nil)

    private static let stateSeconds = 300
    private static let interval = Duration.seconds(2)
    /// In intervals: container states are for tools that poll, and cost a command each.
    private static let statesEvery = 10

    init(link: HostLink) { self.link = link }

    /// Takes the observer's news; a host that stopped answering is written at once.
    func take(_ report: HostReport) async {
        latest.withLock { $0 = report }
        await write(report, withStates: false)
    }

    /// Keeps the record fresh until cancelled.
    func run() async {
        var round = 0
        while !Task.isCancelled {
            try? await link.clock.sleep(for: Self.interval)
            guard let report = latest.withLock({ $0 }) else { continue }
            await write(report, withStates: report.info != nil && round.isMultiple(of: Self.statesEvery))
            round += 1
        }
    }

    private func write(_ report: HostReport, withStates: Bool) async {
        guard let lease = link.lease() else { return }
        let containers = link.inventory.all
        let views = containers.map { link.view($0.key, $0, nil) }
        var matches: [String: Int] = [:]
        for view in views {
            for policy in view.resolved.policies { matches[policy.name, default: 0] += 1 }
        }
        let status = HostStatus(
            name: link.host,
            endpoint: "\(link.docker.endpoint)",
            isReachable: report.info != nil,
            message: report.message,
            engineVersion: report.info?.serverVersion ?? "",
            engineID: report.info?.id ?? "",
            containers: containers.count,
            matches: matches,
            findings: PolicyFinding.count(views.map { ($0.resolved, $0.evaluated) }),
            leader: lease.holder,
            epoch: lease.epoch,
            at: link.now()
        )
        do {
            try await HostRecords(redis: link.redis).save(status, lease: lease.asGuard)
            if withStates { try await writeStates(containers) }
        } catch {
            link.logger.debug("host record not written", metadata: .init([.error: "\(error)"]))
        }
    }

    private func writeStates(_ containers: [ContainerObservation]) async throws {
        let commands: [[any RESPArgument]] = try containers.map { container in
            let state = ContainerStateRecord(container, at: link.now())
            let key = RedisKeys.state("container:\(container.key.id.prefix(12))")
            return ["SET", key, try StateJSON.encode(state), "EX", Self.stateSeconds]
        }
        guard !commands.isEmpty else { return }
        _ = try await link.redis.pipeline(commands)
    }
}
