/// Everything known about one container at one instant: what Docker says, what its events told, the last sample.
package struct ContainerObservation: Sendable, Equatable, Codable {
    package var key: ContainerKey
    package var name: String
    /// The image reference the container was created from.
    package var image: String
    package var labels: [String: String]
    package var status: ContainerStatus
    package var health: ContainerHealth
    package var exitCode: Int
    package var oomKilled: Bool
    /// Of the current run, or the last one when it is not running; nil when it never ran.
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    /// Restarts by Docker's own restart policy.
    package var restartCount: Int
    package var restartPolicy: RestartPolicy
    /// From `--cpus` or quota and period; nil without a limit.
    package var cpuLimitCores: Double?
    package var stop: StopEvidence
    package var sample: MetricSample?
    /// False while the host does not answer or its event stream is down: then nothing here is known to be so.
    package var isFresh: Bool

    package init(
        key: ContainerKey,
        name: String,
        image: String,
        labels: [String: String] = [:],
        status: ContainerStatus,
        health: ContainerHealth = .none,
        exitCode: Int = 0,
        oomKilled: Bool = false,
        startedAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil,
        restartCount: Int = 0,
        restartPolicy: RestartPolicy = RestartPolicy(),
        cpuLimitCores: Double? = nil,
        stop: StopEvidence = StopEvidence(),
        sample: MetricSample? = nil,
        isFresh: Bool = true
    ) {
        self.key = key
        self.name = name
        self.image = image
        self.labels = labels
        self.status = status
        self.health = health
        self.exitCode = exitCode
        self.oomKilled = oomKilled
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.restartCount = restartCount
        self.restartPolicy = restartPolicy
        self.cpuLimitCores = cpuLimitCores
        self.stop = stop
        self.sample = sample
        self.isFresh = isFresh
    }

    /// What events told about the end of this very run.
    var endEvidence: StopEvidence { stop.about(runSince: startedAt) }

    /// Whether the main process is gone and nothing is bringing it back at this instant.
    package var isDown: Bool { status == .exited || status == .dead }
}
