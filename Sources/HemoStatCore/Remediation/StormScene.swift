/// How much of a host, and of each Compose project on it, is in trouble at one instant.
struct StormScene {
    /// The containers the brake looks at in one scope.
    struct Count: Equatable {
        var diverged: [ContainerObservation] = []
        var enforced = 0
        /// False while the state of one of them is not known: that is no calm.
        var isKnown = true
    }

    let brake: DockerHost.StormBrake
    private let host: Count
    private let projects: [String: Count]
    /// Containers that run and have no trouble, under whatever policy: what they have is hardly the cause.
    let healthy: [ContainerObservation]

    init(_ picture: HostPicture, holds: [Hold] = [], now: Timestamp) {
        var (host, projects, healthy) = (Count(), [String: Count](), [ContainerObservation]())
        for member in picture.members {
            let container = member.container
            let isLeft = member.isLeftToPeople(at: now, holds: holds)
            if !member.isInTrouble, !isLeft, container.status == .running { healthy.append(container) }
            guard member.isEnforced, !isLeft else { continue }
            host.add(container, isDiverged: member.isInTrouble)
            if let project = container.composeProject {
                projects[project, default: Count()].add(container, isDiverged: member.isInTrouble)
            }
        }
        brake = picture.brake
        (self.host, self.projects, self.healthy) = (host, projects, healthy)
    }

    func count(of scope: Incident.Scope) -> Count {
        switch scope {
        case .host: host
        case .project(let name): projects[name] ?? Count()
        }
    }

    /// Whether so much of it is in trouble that nothing is done one by one.
    func isReached(_ scope: Incident.Scope) -> Bool {
        let count = count(of: scope)
        return brake.isReached(by: count.diverged.count, of: count.enforced)
    }

    /// The projects that reach the limits on their own, by name.
    var reachedProjects: [String] { projects.keys.filter { isReached(.project($0)) }.sorted() }
}

extension StormScene.Count {
    fileprivate mutating func add(_ container: ContainerObservation, isDiverged: Bool) {
        enforced += 1
        if isDiverged { diverged.append(container) }
        if !container.isFresh { isKnown = false }
    }
}

extension DockerHost.StormBrake {
    /// Whether so many of so many are a storm: at least `minimum` of them, and at least `share`.
    ///
    /// Reaching a limit is enough. Half of the host in trouble is what people mean by `share: 50%`, `100%` could never be
    /// passed, and on the border nothing is done rather than too much.
    package func isReached(by diverged: Int, of enforced: Int) -> Bool {
        guard diverged > 0, diverged >= minimum else { return false }
        // In ten-thousandths of a percent, exactly: what a document can say has no finer parts.
        guard share.percent.isFinite, (0...10_000).contains(share.percent) else { return true }
        return diverged * 1_000_000 >= Int((share.percent * 10_000).rounded()) * enforced
    }
}
