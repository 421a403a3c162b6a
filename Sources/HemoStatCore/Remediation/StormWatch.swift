/// Keeps a host's incidents: opens them, follows them, closes them.
///
/// Deterministic and level-triggered: it looks only at what is, so calling it again at the same instant changes nothing.
/// The gate does not depend on it having run: what is a storm now is denied at once, and this is its memory.
package enum StormWatch {
    /// One look at the host.
    ///
    /// - Parameters:
    ///   - known: Every incident that is remembered (`Incident.isRemembered`), and those resumed just now.
    ///   - host: All its containers.
    ///   - hostName: Incidents of other hosts are left out.
    ///   - holds: Those in force, as far as the caller knows them; a container held by its gate counts as held anyhow.
    ///   - now: Shared time.
    /// - Returns: those known, as they are now, and new ones, oldest first; the next call wants those that say that they are
    ///   remembered.
    package static func advance(
        _ known: [Incident],
        _ host: HostPicture,
        hostName: String,
        holds: [Hold] = [],
        now: Timestamp
    ) -> [Incident] {
        let scene = StormScene(host, holds: holds, now: now)
        var incidents = known.filter { $0.host == hostName }.map { follow($0, scene, now) }
        func isKnown(_ scope: Incident.Scope) -> Bool {
            incidents.contains { $0.permits(scope) || $0.covers([scope]) }
        }
        if scene.isReached(.host), !isKnown(.host) { incidents.append(open(.host, hostName, scene, now)) }
        if let storm = incidents.first(where: { $0.isOpen && $0.scope == .host }) {
            merge(&incidents, into: storm, now)
        } else {
            for project in scene.reachedProjects where !isKnown(.project(project)) {
                incidents.append(open(.project(project), hostName, scene, now))
            }
        }
        return incidents.sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
    }

    /// A person lets actions go on: the incident is over, and does not come back before it was calm once.
    ///
    /// One that is over already stays as it is.
    package static func resume(_ incident: Incident, by person: String, at now: Timestamp) -> Incident {
        guard incident.isOpen else { return incident }
        var resumed = incident
        resumed.closedAt = now
        resumed.resumedBy = person
        return resumed
    }

    /// A storm that was told of and no more than this many containers of it are listed.
    private static let longestList = 1000

    private static func follow(_ incident: Incident, _ scene: StormScene, _ now: Timestamp) -> Incident {
        var next = incident
        let isReached = scene.isReached(incident.scope)
        let isCalm = !isReached && scene.count(of: incident.scope).isKnown
        guard incident.isOpen else {
            guard incident.isRemembered else { return incident }
            // Calm once is calm for good: what comes after is another storm.
            if isCalm { next.calmSince = next.calmSince ?? now }
            if incident.scope == .host {
                let reached = Set(scene.reachedProjects)
                next.resumedProjects = (incident.resumedProjects ?? scene.reachedProjects).filter(reached.contains)
            }
            return next
        }
        next.take(scene, limit: longestList)
        next.calmSince = isCalm ? incident.calmSince ?? now : nil
        if let since = next.calmSince, now >= since + scene.brake.release { next.closedAt = now }
        return next
    }

    private static func open(
        _ scope: Incident.Scope,
        _ host: String,
        _ scene: StormScene,
        _ now: Timestamp
    ) -> Incident {
        let place =
            switch scope {
            case .host: "host"
            case .project(let name): "project/\(KeyText.escape(name))"
            }
        let id = "\(KeyText.escape(host))/\(place)/\(now.microseconds)"
        var incident = Incident(id: id, host: host, scope: scope, openedAt: now, diverged: 0, enforced: 0)
        incident.take(scene, limit: longestList)
        return incident
    }

    /// One incident is told of, not two: the host's takes those of its projects in.
    private static func merge(_ incidents: inout [Incident], into storm: Incident, _ now: Timestamp) {
        for index in incidents.indices where incidents[index].isOpen && incidents[index].scope != .host {
            incidents[index].closedAt = now
            incidents[index].mergedInto = storm.id
        }
    }
}

extension Incident {
    /// Takes in how much is in trouble now, what it has in common, and who belongs to it.
    fileprivate mutating func take(_ scene: StormScene, limit: Int) {
        let count = scene.count(of: scope)
        (diverged, enforced) = (count.diverged.count, count.enforced)
        candidates = StormCauses.candidates(of: self, scene)
        let known = Set(containers)
        let new = count.diverged.map(\.key.id).filter { !known.contains($0) }.sorted()
        containers = (containers + new.prefix(max(0, limit - containers.count))).sorted()
    }
}
