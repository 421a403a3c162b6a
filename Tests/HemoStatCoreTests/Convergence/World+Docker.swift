@testable import HemoStatCore

// What can happen to a container, as Docker reports it. Every change wakes the reconciler, as an event does.
extension World {
    mutating func change(_ change: (inout ContainerObservation) -> Void) {
        noteUnmet()
        guard var next = container else { return }
        change(&next)
        container = next
        wake()
    }

    private mutating func record(_ actions: [ContainerEvent.Action]) {
        for action in actions {
            let event = ContainerEvent(action: action, at: now)
            container?.stop.record(event)
            if let stop = container?.stop { runs.record(event, stop: stop) }
        }
        container?.restarts = runs.restarts
        container?.oomAt = runs.oomAt
    }

    mutating func health(_ health: ContainerHealth) {
        guard container?.status == .running else { return }
        change { $0.health = health }
    }

    /// Its process ends by itself.
    mutating func crash(_ code: Int, oom: Bool = false) {
        guard container?.status == .running else { return }
        record(oom ? [.oom, .die(exitCode: code)] : [.die(exitCode: code)])
        if code == 0 { isHandsOff = true }
        let now = now
        change { ($0.status, $0.exitCode, $0.oomKilled, $0.finishedAt) = (.exited, code, oom, now) }
    }

    /// `docker stop` by a person.
    mutating func stopByHand() {
        guard container?.status == .running else { return }
        record([.kill(signal: 15), .die(exitCode: 143), .stop])
        isHandsOff = true
        let now = now
        change { ($0.status, $0.exitCode, $0.finishedAt) = (.exited, 143, now) }
    }

    private mutating func stopByUs() {
        guard container?.status == .running else { return }
        record([.kill(signal: 15), .die(exitCode: 143), .stop])
        let now = now
        change { ($0.status, $0.exitCode, $0.finishedAt) = (.exited, 143, now) }
    }

    mutating func startByHand() {
        guard let container, container.isDown || container.status == .created else { return }
        self.container?.restartCount = 0
        dockerStarts()
    }

    mutating func restartByHand() {
        guard let container else { return }
        if container.status == .running { record([.kill(signal: 15), .die(exitCode: 143), .stop]) }
        self.container?.restartCount = 0
        dockerStarts()
    }

    mutating func pause() {
        guard container?.status == .running else { return }
        isHandsOff = true
        record([.pause])
        change { $0.status = .paused }
    }

    mutating func unpause() {
        guard container?.status == .paused else { return }
        isHandsOff = false
        record([.unpause])
        change { $0.status = .running }
    }

    /// The same, after the kernel killed it for want of memory.
    mutating func killedAndDockerRestarts(after delay: Double) {
        guard container?.status == .running else { return }
        record([.oom])
        crashAndDockerRestarts(137, after: delay)
    }

    /// Docker's own restart policy at work: down now, back after a while.
    mutating func crashAndDockerRestarts(_ code: Int, after delay: Double) {
        guard container?.status == .running else { return }
        record([.die(exitCode: code)])
        let now = now
        change { ($0.status, $0.exitCode, $0.finishedAt) = (.restarting, code, now) }
        after(delay) { world in
            guard world.container?.status == .restarting else { return }
            world.container?.restartCount += 1
            world.dockerStarts()
        }
    }

    /// What an action of ours does to it.
    mutating func docker(does action: RemediationAction) {
        container?.restartCount = 0
        switch action {
        case .restart:
            if container?.status == .running { record([.kill(signal: 15), .die(exitCode: 143), .stop]) }
            dockerStarts()
        case .start: dockerStarts()
        case .stop: stopByUs()
        case .unpause: unpause()
        default: break
        }
    }

    /// The end of an attempt of a probe.
    mutating func answer(_ check: Check, _ answer: ProbeObservation.Answer) {
        guard let key = check.probeKey, let container, container.status == .running else { return }
        let before = container.probes.first { $0.key == key && $0.startedAt == container.startedAt }
        let probe =
            before?.followed(by: answer, message: "no", at: now)
            ?? ProbeObservation(key: key, at: now, answer: answer, message: "no", startedAt: container.startedAt)
        change { $0.probes = [probe] }
    }

    /// A new run of the same container: by a person, by Docker itself, or as the answer to our action.
    mutating func dockerStarts() {
        guard container != nil else { return }
        noteUnmet()
        isHandsOff = false
        record([.start])
        let now = now
        let hasCheck = container?.health != ContainerHealth.none
        change {
            $0.status = .running
            $0.startedAt = now
            $0.exitCode = 0
            $0.oomKilled = false
            $0.health = hasCheck ? .starting : .none
        }
        afterStart(&self)
    }

    mutating func rename() {
        guard container != nil else { return }
        record([.rename])
        change { $0.name = "old" }
    }

    mutating func remove() {
        container = nil
        wake()
    }

    mutating func hostGone() { change { $0.isFresh = false } }
    mutating func hostBack() { change { $0.isFresh = true } }

    /// Readings from now on of whatever `cpu` is then; somebody looks even when there is none.
    mutating func sample(until end: Double, every period: Double = 1) {
        isSampling = true
        sample(at: seconds(now).rounded(.up), until: end, every: period)
    }

    private mutating func sample(at second: Double, until end: Double, every period: Double) {
        guard second <= end else { return }
        at(second) { world in
            world.takeSample()
            world.sample(at: second + period, until: end, every: period)
        }
    }

    private mutating func takeSample() {
        noteUnmet()
        guard isSampling, let container, container.status == .running, container.isFresh else { return }
        let sample = Given.sample(at: seconds(now), cpu: cpu)
        change { $0.sample = sample }
    }
}
