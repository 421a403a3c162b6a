// What a test's `set` does to a container.
extension SimulatedContainer {
    /// Ends by itself unless the test says otherwise with this code, on a `docker stop` and by the kernel with these.
    private static let codes = (crash: 1, stop: 143, killed: 137)

    /// Applies one change; the host's reachability is the world's business.
    ///
    /// - Returns: what about the change makes no sense now.
    mutating func apply(
        _ change: TestChange,
        policies: [HealthPolicy],
        at now: Timestamp,
        matches: PolicySimulation.Matcher
    ) -> SimulationProblem? {
        if isRemoved, change.image == nil, change.state == nil {
            let message = "it was removed; state or image brings a new container of its name"
            return change.removed == true ? nil : SimulationProblem(container: name, message: message)
        }
        if isRemoved || change.image != nil {
            replace(image: change.image, policies: policies, at: now)
            if change.state == nil || change.state?.hasRun == true { start(at: now) }
        }
        if let problem = takeAnswers(change.probes ?? [:]) { return problem }
        if let health = change.health { observation.health = health.health }
        if usage.take(change) {
            readings.readAtOnce(now)
            observation.sample = nil
        }
        restart(change, at: now)
        let isEnd = change.state?.isEnd ?? false
        if let line = change.log, isEnd { write(line, at: now, matches: matches) }
        if let state = change.state { become(state, change, at: now) }
        if let line = change.log, !isEnd { write(line, at: now, matches: matches) }
        if change.oomKilled == true, !isEnd, change.restarts == nil { killChild(at: now) }
        if change.removed == true { (isRemoved, wakeAt) = (true, nil) }
        return nil
    }

    private mutating func takeAnswers(_ answers: [String: TestChange.ProbeAnswer]) -> SimulationProblem? {
        for (expectation, answer) in answers.sorted(by: { $0.key < $1.key }) {
            let check = resolved.expectations.first { $0.expectation.name == expectation }?.expectation.check
            guard let key = check?.probeKey, let index = probes.firstIndex(where: { $0.key == key }) else {
                let names = resolved.expectations.filter { $0.expectation.check.probe != nil }.map(\.expectation.name)
                let help =
                    Suggestion.nearest(to: expectation, among: names).map { "; did you mean \"\($0)\"?" }
                    ?? (names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))")
                let message = "no http, tcp or exec expectation named \(Diagnostic.quote(expectation)) binds it\(help)"
                return SimulationProblem(container: name, field: "probes", message: message)
            }
            probes[index].answer = answer.answer
        }
        return nil
    }

    /// Docker's own restarts, one after another, the last one just now.
    private mutating func restart(_ change: TestChange, at now: Timestamp) {
        guard let count = change.restarts else { return }
        let byKernel = change.oomKilled ?? false
        let code = change.exitCode ?? (byKernel ? Self.codes.killed : Self.codes.crash)
        for left in stride(from: Int64(count) - 1, through: 0, by: -1) {
            let back = now - .milliseconds(left * 2)
            if !observation.isDown { crash(code, byKernel: byKernel, at: back - .milliseconds(1)) }
            observation.restartCount += 1
            start(at: back)
        }
    }

    private mutating func become(_ state: TestState, _ change: TestChange, at now: Timestamp) {
        let isPerson = change.by == .person
        switch state {
        case .running: run(isPerson: isPerson, at: now)
        case .paused:
            if observation.isDown || observation.status == .created { start(at: now) }
            pause()
        case .exited, .dead, .restarting:
            end(change, isPerson: isPerson, at: now)
            observation.status = state.status
        case .created:
            observation.status = .created
            (observation.startedAt, observation.finishedAt) = (nil, nil)
        }
    }

    /// A person who says so starts anew what runs already.
    private mutating func run(isPerson: Bool, at now: Timestamp) {
        switch observation.status {
        case .running:
            if isPerson, observation.startedAt != now { restart(at: now) }
        case .paused:
            unpause(at: now)
        case .exited, .dead, .restarting, .created, .removing, .unknown:
            // Docker counts its own restarts, and begins anew where a person starts.
            observation.restartCount = isPerson || observation.startedAt == nil ? 0 : observation.restartCount + 1
            start(at: now)
        }
    }

    /// What is down already only takes another code, if one is given.
    private mutating func end(_ change: TestChange, isPerson: Bool, at now: Timestamp) {
        guard !observation.isDown, observation.status != .restarting else {
            observation.exitCode = change.exitCode ?? observation.exitCode
            return
        }
        let byKernel = change.oomKilled ?? false
        if isPerson {
            stop(change.exitCode ?? Self.codes.stop, at: now)
        } else {
            crash(change.exitCode ?? (byKernel ? Self.codes.killed : Self.codes.crash), byKernel: byKernel, at: now)
        }
    }
}

extension TestState {
    var status: ContainerStatus {
        switch self {
        case .created: .created
        case .running: .running
        case .paused: .paused
        case .restarting: .restarting
        case .exited: .exited
        case .dead: .dead
        }
    }

    /// Whether a process has ended in it.
    fileprivate var isEnd: Bool { self == .exited || self == .dead || self == .restarting }
    fileprivate var hasRun: Bool { self != .created }
}

extension TestHealth {
    var health: ContainerHealth {
        switch self {
        case .none: .none
        case .starting: .starting
        case .healthy: .healthy
        case .unhealthy: .unhealthy
        }
    }
}
