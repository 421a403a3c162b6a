// A host as the gates see it, and the watch over storms on it.
extension SimulatedWorld {
    private static let brake = DockerHost.StormBrake()

    /// Every container of a host as it is now, whoever was looked at last.
    mutating func picture(of host: String) -> HostPicture {
        var members: [HostPicture.Member] = []
        for index in containers.indices where containers[index].given.host == host && !containers[index].isRemoved {
            containers[index].observe(at: now, isDense: limits.isDense)
            let container = containers[index]
            members.append(
                HostPicture.Member(
                    container: container.observation,
                    isEnforced: container.isEnforced,
                    isDiverged: container.evaluated(at: now).contains { $0.measurement != nil },
                    episode: container.episode
                )
            )
        }
        return HostPicture(members: members, brake: Self.brake, incidents: incidents[host] ?? [])
    }

    /// Opens, follows and closes incidents, as the operator does all the time; a host too small for any costs nothing.
    mutating func watchStorms() {
        for (host, count) in enforced where count >= Self.brake.minimum || incidents[host]?.isEmpty == false {
            let known = incidents[host] ?? []
            let next = StormWatch.advance(known, picture(of: host), hostName: host, now: now)
            incidents[host] = next.filter(\.isRemembered)
        }
    }

    /// How many containers under `Enforce` each host has.
    private var enforced: [(host: String, count: Int)] {
        let hosts = containers.reduce(into: [String: Int]()) { counts, container in
            if container.isEnforced, !container.isRemoved { counts[container.given.host, default: 0] += 1 }
        }
        return hosts.sorted { $0.key < $1.key }.map { (host: $0.key, count: $0.value) }
    }
}

extension SimulatedContainer {
    fileprivate var isEnforced: Bool { resolved.isEnforced }
}
