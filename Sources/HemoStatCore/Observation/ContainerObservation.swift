/// Everything known about one container at one instant: what Docker says, what its events told, the last sample.
package struct ContainerObservation: Sendable, Equatable, Codable {
    package var key: ContainerKey
    package var name: String
    /// The image reference the container was created from.
    package var image: String
    /// `sha256:…`; empty when the engine does not say.
    package var imageID: String
    /// `name@sha256:…` of that image, where a policy asks for it; nil before Docker has told.
    package var imageDigests: [String]?
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
    /// Where its ports are reached; nil when it has no address.
    package var address: String?
    /// `bridge`, `host`, a network's name, or `container:<id>`; empty when not told.
    package var networkMode: String
    /// Whose network it shares; nil when it has its own.
    package var networkParent: NetworkParent?
    /// Names of the networks it is in, sorted.
    package var networks: [String]
    /// Names of the volumes it mounts, sorted; anonymous ones too.
    package var volumes: [String]
    /// From `--cpus` or quota and period; nil without a limit.
    package var cpuLimitCores: Double?
    package var stop: StopEvidence
    /// Starts that followed an end nobody asked for, since the last end somebody did ask for; oldest first.
    package var restarts: [Timestamp]
    /// The last time the kernel killed in it for want of memory, in whichever run.
    package var oomAt: Timestamp?
    package var sample: MetricSample?
    /// By `Check.probeKey`.
    package var probes: [ProbeObservation]
    /// Nil while nobody follows its output.
    package var logs: LogObservation?
    /// False while the host does not answer or its event stream is down: then nothing here is known to be so.
    package var isFresh: Bool

    package init(
        key: ContainerKey,
        name: String,
        image: String,
        imageID: String = "",
        imageDigests: [String]? = nil,
        labels: [String: String] = [:],
        status: ContainerStatus,
        health: ContainerHealth = .none,
        exitCode: Int = 0,
        oomKilled: Bool = false,
        startedAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil,
        restartCount: Int = 0,
        restartPolicy: RestartPolicy = RestartPolicy(),
        address: String? = nil,
        networkMode: String = "",
        networkParent: NetworkParent? = nil,
        networks: [String] = [],
        volumes: [String] = [],
        cpuLimitCores: Double? = nil,
        stop: StopEvidence = StopEvidence(),
        restarts: [Timestamp] = [],
        oomAt: Timestamp? = nil,
        sample: MetricSample? = nil,
        probes: [ProbeObservation] = [],
        logs: LogObservation? = nil,
        isFresh: Bool = true
    ) {
        self.key = key
        self.name = name
        self.image = image
        self.imageID = imageID
        self.imageDigests = imageDigests
        self.labels = labels
        self.status = status
        self.health = health
        self.exitCode = exitCode
        self.oomKilled = oomKilled
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.restartCount = restartCount
        self.restartPolicy = restartPolicy
        self.address = address
        self.networkMode = networkMode
        self.networkParent = networkParent
        self.networks = networks
        self.volumes = volumes
        self.cpuLimitCores = cpuLimitCores
        self.stop = stop
        self.restarts = restarts
        self.oomAt = oomAt
        self.sample = sample
        self.probes = probes
        self.logs = logs
        self.isFresh = isFresh
    }

    /// What events told about the end of this very run.
    var endEvidence: StopEvidence { stop.about(runSince: startedAt) }

    /// Whether the main process is gone and nothing is bringing it back at this instant.
    package var isDown: Bool { status == .exited || status == .dead }
}
