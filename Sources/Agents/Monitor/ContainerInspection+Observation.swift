import DockerEngine
import HemoStatCore

extension ContainerInspection {
    /// The container in the Core's terms.
    ///
    /// `host` is the name of its Docker host, `hostAddress` where that is reached, the address of containers
    /// on its network; nil when nobody can tell.
    func observation(host: String, hostAddress: String?) -> ContainerObservation {
        ContainerObservation(
            key: ContainerKey(host: host, id: id),
            name: name,
            image: config.image,
            imageID: imageID,
            labels: config.labels,
            status: HemoStatCore.ContainerStatus(engineWord: state.statusText),
            health: state.health?.status.flatMap { HemoStatCore.ContainerHealth(rawValue: $0.rawValue) } ?? .none,
            exitCode: state.exitCode,
            oomKilled: state.isOOMKilled,
            startedAt: Timestamp(rfc3339: state.startedAt),
            finishedAt: Timestamp(rfc3339: state.finishedAt),
            restartCount: restartCount,
            restartPolicy: HemoStatCore.RestartPolicy(
                name: hostConfig.restartPolicy.name,
                maximumRetryCount: hostConfig.restartPolicy.maximumRetryCount
            ),
            address: hostConfig.networkMode == "host" ? hostAddress : ipAddress,
            networkMode: hostConfig.networkMode,
            networks: networks.map(\.name),
            volumes: mounts.filter { $0.type == "volume" }.map(\.name).filter { !$0.isEmpty }.sorted(),
            cpuLimitCores: cpuLimitCores
        )
    }

    /// `--cpus`, or quota over period (100 ms unless given); nil without a limit.
    private var cpuLimitCores: Double? {
        if hostConfig.nanoCPUs > 0 { return Double(hostConfig.nanoCPUs) / 1e9 }
        guard hostConfig.cpuQuota > 0 else { return nil }
        let period = hostConfig.cpuPeriod > 0 ? hostConfig.cpuPeriod : 100_000
        return Double(hostConfig.cpuQuota) / Double(period)
    }
}

extension ContainerStats {
    /// The reading in the Core's terms; nil for the first of a stream, which has no CPU figure yet.
    func sample(now: Timestamp) -> MetricSample? {
        guard let cpuPercent, hasReading else { return nil }
        return MetricSample(
            at: now,
            cpuPercent: cpuPercent,
            onlineCPUs: onlineCPUs ?? 1,
            memoryUsage: Int64(clamping: memoryBytes ?? 0),
            memoryLimit: Int64(clamping: memoryLimitBytes ?? 0),
            networkReceivedBytes: networkReceivedBytes.map { Int64(clamping: $0) },
            networkTransmittedBytes: networkSentBytes.map { Int64(clamping: $0) },
            blockReadBytes: blockReadBytes.map { Int64(clamping: $0) },
            blockWrittenBytes: blockWrittenBytes.map { Int64(clamping: $0) },
            pids: pids.map { Int(clamping: $0) }
        )
    }
}

extension EngineEvent {
    var containerEvent: ContainerEvent {
        let at = Timestamp(microseconds: timeNano / 1000)
        switch action {
        case .start: return ContainerEvent(action: .start, at: at)
        case .die: return ContainerEvent(action: .die(exitCode: exitCode ?? 0), at: at)
        case .stop: return ContainerEvent(action: .stop, at: at)
        case .kill: return ContainerEvent(action: .kill(signal: signal.flatMap { Int($0) }), at: at)
        case .oom: return ContainerEvent(action: .oom, at: at)
        case .pause: return ContainerEvent(action: .pause, at: at)
        case .unpause: return ContainerEvent(action: .unpause, at: at)
        case .rename: return ContainerEvent(action: .rename, at: at)
        case .destroy: return ContainerEvent(action: .destroy, at: at)
        case .create, .restart, .update, .healthStatus:
            return ContainerEvent(action: .other, at: at)
        }
    }
}
