// What Docker does to a container, with the events it tells of it.
extension SimulatedContainer {
    /// A new run.
    mutating func start(at now: Timestamp) {
        record([.start], at: now)
        observation.status = .running
        observation.startedAt = now
        (observation.exitCode, observation.oomKilled) = (0, false)
        observation.sample = nil
        observation.logs = LogObservation(since: now)
        readings.beginRun(at: now)
        for index in probes.indices { probes[index].begin(at: now, isNewRun: true) }
    }

    /// The process ends by itself, or the kernel ends it for want of memory.
    mutating func crash(_ code: Int, byKernel: Bool, at now: Timestamp) {
        if byKernel { killChild(at: now) }
        end([.die(exitCode: code)], code, at: now)
        observation.oomKilled = byKernel
    }

    /// `docker stop`, or the first half of `docker restart`.
    mutating func stop(_ code: Int, at now: Timestamp) {
        end([.kill(signal: 15), .die(exitCode: code), .stop], code, at: now)
    }

    /// `docker restart`: of what is down, only a start.
    mutating func restart(at now: Timestamp) {
        if !observation.isDown, observation.status != .created { stop(143, at: now) }
        start(at: now)
    }

    /// The kernel kills something in it for want of memory.
    ///
    /// A moment ago: the run that answers it begins after it.
    mutating func killChild(at now: Timestamp) {
        record([.oom], at: max(now - .milliseconds(1), observation.startedAt ?? now))
    }

    mutating func pause() { observation.status = .paused }

    mutating func unpause(at now: Timestamp) {
        observation.status = .running
        resumeSampling(at: now)
    }

    /// The host answers again, or does not any more.
    mutating func reach(_ isReachable: Bool, at now: Timestamp) {
        guard observation.isFresh != isReachable else { return }
        observation.isFresh = isReachable
        if isReachable, isRunning { resumeSampling(at: now) }
    }

    private mutating func resumeSampling(at now: Timestamp) {
        readings.resume(at: now)
        observation.sample = nil
        for index in probes.indices { probes[index].begin(at: now, isNewRun: false) }
    }

    /// Its process writes a line; a pattern that gives up on it is remembered as such.
    mutating func write(_ line: String, at now: Timestamp, matches: PolicySimulation.Matcher) {
        guard observation.status == .running else { return }
        var logs = observation.logs ?? LogObservation(since: now)
        for pattern in resolved.logPatterns {
            switch matches(pattern, line) {
            case true?: logs.matches[pattern] = now
            case false?: break
            case nil: logs.limits[pattern] = now
            }
        }
        observation.logs = logs
    }

    /// What an action of ours does once Docker says that it is done.
    ///
    /// Health, use and answers of probes stay as the test says.
    mutating func perform(_ action: RemediationAction, at now: Timestamp) {
        switch action {
        case .restart, .recreate: restart(at: now)
        case .start: if observation.status != .running { start(at: now) }
        case .stop: if !observation.isDown { stop(143, at: now) }
        case .unpause: if observation.status == .paused { unpause(at: now) }
        case .signal, .exec, .scaleUp, .scaleDown, .cleanup, .updateResources, .none: break
        }
    }

    private mutating func end(_ events: [ContainerEvent.Action], _ code: Int, at now: Timestamp) {
        record(events, at: now)
        observation.status = .exited
        (observation.exitCode, observation.oomKilled) = (code, false)
        observation.finishedAt = now
        observation.logs = nil
    }

    private mutating func record(_ actions: [ContainerEvent.Action], at now: Timestamp) {
        for action in actions {
            let event = ContainerEvent(action: action, at: now)
            observation.stop.record(event)
            runs.record(event, stop: observation.stop)
        }
        (observation.restarts, observation.oomAt) = (runs.restarts, runs.oomAt)
    }
}
