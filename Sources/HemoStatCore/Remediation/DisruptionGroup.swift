/// Containers of which only so many may be out of service at a time.
///
/// Those that share the value of a label; by default those of one Compose project and service, or of one Swarm service.
/// A container without it is a group of its own. Two containers are in one group exactly when it has the same name.
package struct DisruptionGroup: Sendable, Hashable {
    /// Stable, the same on every host, and never that of another group, whatever people write into labels.
    package let name: String

    /// - Parameters:
    ///   - container: Any of the group.
    ///   - label: `groupBy` of the policy.
    package init(of container: ContainerObservation, groupBy label: String?) {
        name = Self.parts(container, label).map(KeyText.escape).joined(separator: "/")
    }

    private static func parts(_ container: ContainerObservation, _ label: String?) -> [String] {
        let alone = ["container", container.key.host, container.key.id]
        if let label { return container.labels[label].map { ["label", label, $0] } ?? alone }
        if let project = container.composeProject, let service = container.composeService {
            return ["compose", project, service]
        }
        return container.labels["com.docker.swarm.service.id"].map { ["swarm", $0] } ?? alone
    }

    /// The group's containers among a host's.
    func members(of host: HostPicture, groupBy label: String?) -> [HostPicture.Member] {
        host.members.filter { DisruptionGroup(of: $0.container, groupBy: label) == self }
    }

    /// How many may be out of service: a percentage is of the group's containers on this host, running or not.
    ///
    /// The gate counts the open remediations of one host; the script counts those of all hosts against the same number
    /// (`GuardedWrite.DisruptionGuard`), so a percentage of a group on several hosts is the stricter by that.
    package static func maximum(
        _ disruption: RemediationSpec.Disruption,
        for container: ContainerObservation,
        in host: HostPicture
    ) -> Int {
        let group = DisruptionGroup(of: container, groupBy: disruption.groupBy)
        let others = group.members(of: host, groupBy: disruption.groupBy).count { $0.container.key != container.key }
        return disruption.maxUnavailable.count(of: others + 1)
    }
}
