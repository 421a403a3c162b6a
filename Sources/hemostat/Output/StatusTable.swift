import HemoStatCore

/// The one screen of `hemostat status`: readable at 80 columns, without colour.
struct StatusTable {
    private let status: OperatorStatus

    init(_ status: OperatorStatus) { self.status = status }

    var text: String {
        var sections = [hosts, policies]
        if !status.incidents.isEmpty { sections.append(incidents) }
        if !status.holds.isEmpty { sections.append(holds) }
        let open = status.episodes.filter { !$0.phase.isFinal }
        let done = status.episodes.filter(\.phase.isFinal)
        sections.append(open.isEmpty ? "Nothing diverges.\n" : episodes("DIVERGING", open))
        if !done.isEmpty { sections.append(episodes("RECENT", Array(done.prefix(10)))) }
        if let problems = status.source?.problems, !problems.isEmpty {
            let lines = problems.map { "  \($0)\n" }.joined()
            sections.append("PROBLEMS in \(status.source?.path ?? "policies"):\n\(lines)")
        }
        if status.deadAlerts > 0 {
            sections.append("\(status.deadAlerts) alert(s) could not be delivered within a day and were given up.\n")
        }
        return sections.joined(separator: "\n")
    }

    private var hosts: String {
        guard !status.hosts.isEmpty else { return "No host has been observed yet.\n" }
        var table = TextTable(["HOST", "REACHABLE", "ENGINE", "CONTAINERS", "LEADER", "SEEN"])
        for host in status.hosts {
            table.add([
                host.name, host.isReachable ? "True" : "False", host.engineVersion, "\(host.containers)", host.leader,
                age(host.at),
            ])
        }
        let problems = status.hosts.filter { !$0.isReachable }.map { "  \($0.name): \($0.message)\n" }.joined()
        return table.text + problems + status.mismatches.map { "  HostIdentityMismatch: \($0)\n" }.joined()
    }

    private var policies: String {
        guard !status.policies.isEmpty else { return "No policy is in force.\n" }
        var table = TextTable(["POLICY", "MODE", "PRIORITY", "GENERATION", "MATCHED"])
        for policy in status.policies {
            table.add([
                policy.name, policy.isSuspended ? "Suspended" : policy.mode.rawValue, "\(policy.priority)",
                "\(policy.generation)", "\(policy.matched)",
            ])
        }
        let words = status.policies.flatMap { policy in
            policy.conditions.map { "  \(policy.name): \($0.type): \($0.message)\n" }
        }
        return table.text + words.joined()
    }

    private var incidents: String {
        var table = TextTable(["INCIDENT", "SCOPE", "STATE", "TROUBLE", "SINCE"])
        for incident in status.incidents {
            table.add([
                incident.host, incident.scope.description, incident.isOpen ? "Open" : "Over",
                "\(incident.diverged) of \(incident.enforced)", age(incident.openedAt),
            ])
        }
        return table.text + status.incidents.filter(\.isOpen).map { "  \($0.host): \($0.summary)\n" }.joined()
    }

    private var holds: String {
        var table = TextTable(["HOLD", "OWNER", "EXPIRES", "REASON"])
        for hold in status.holds {
            table.add([hold.name, hold.spec.owner, until(hold.spec.expiresAt), hold.spec.reason])
        }
        return table.text
    }

    private func episodes(_ title: String, _ episodes: [EpisodeStatus]) -> String {
        var table = TextTable([title, "PHASE", "REASON", "EXPECTATIONS", "ACTIONS", "SINCE", "NEXT"])
        var words = ""
        for episode in episodes {
            table.add([
                episode.host == "default" ? episode.container : "\(episode.host)/\(episode.container)",
                episode.phase.rawValue, episode.reason ?? "", episode.expectations.joined(separator: ","),
                "\(episode.actions)", age(episode.since), episode.nextEligible.map(until) ?? "",
            ])
            if !episode.phase.isFinal { words += "  \(episode.container): \(episode.cause ?? episode.message)\n" }
        }
        return table.text + words
    }

    private func age(_ instant: Timestamp) -> String { HumanDuration.text(status.at.elapsed(since: instant)) }

    private func until(_ instant: Timestamp) -> String {
        instant > status.at ? "in \(HumanDuration.text(instant.elapsed(since: status.at)))" : "now"
    }
}
