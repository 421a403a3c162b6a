import DockerEngine
import HemoStatCore

/// Which containers are leftovers: decided twice, from a list to plan by and from a look right before the removal.
enum Leftover {
    /// What was made later than this ago may be about to be started, by Compose for one.
    private static let youngest = PolicyDuration.minutes(10)

    static func mayBe(_ container: ContainerSummary, of scope: ComposeScope, now: Timestamp) -> Bool {
        let created = Timestamp(microseconds: container.created.multipliedReportingOverflow(by: 1_000_000).partialValue)
        return switch container.status {
        case .exited, .dead: fits(container.labels, container.name, scope)
        case .created: fits(container.labels, container.name, scope) && now.elapsed(since: created) > youngest
        default: false
        }
    }

    private static func fits(_ labels: [String: String], _ name: String, _ scope: ComposeScope) -> Bool {
        scope.isOf(labels) && !ComposeScope.isOneOff(labels) && !SetAside.isName(name)
    }

    /// Why a container stays although it was planned to go; nil when it may go.
    static func objection(to container: ContainerObservation, of scope: ComposeScope, _ run: ActionRun) -> String? {
        guard [.exited, .dead, .created].contains(container.status) else {
            return "it is \(container.status.rawValue)"
        }
        guard fits(container.labels, container.name, scope) else { return "it is not of the same service" }
        if let protection = Protection.of(container, operatorContainerID: nil) { return protection.rawValue }
        return isUnderCare(container, run.link) ? "it is under care itself" : nil
    }

    /// Whether something may be done for it: it is in trouble, and some policy does more than look on.
    private static func isUnderCare(_ container: ContainerObservation, _ link: HostLink) -> Bool {
        guard let episode = link.episodes[container.key.id], !episode.phase.isFinal else { return false }
        return link.catalog.resolve(container).policies.contains { policy in
            !policy.spec.suspend && policy.spec.remediation.mode >= .approve
        }
    }
}
