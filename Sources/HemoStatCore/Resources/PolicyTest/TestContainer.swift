/// A container as it is when the virtual clock starts.
package struct TestContainer: Sendable, Equatable, Codable {
    package var name: String
    package var image: String
    package var host: String
    package var labels: [String: String]?
    package var state: TestState
    package var health: TestHealth
    /// Before the start of the test: `-1h`.
    package var startedAt: SignedDuration
    package var exitCode: Int
    /// `no`, `always`, `unless-stopped`, `on-failure`.
    package var restartPolicy: String
    /// Cores; nil is without limit.
    package var cpus: Double?

    package init(
        name: String,
        image: String = "test",
        host: String = "default",
        labels: [String: String]? = nil,
        state: TestState = .running,
        health: TestHealth = .none,
        startedAt: SignedDuration = SignedDuration(milliseconds: -3_600_000),
        exitCode: Int = 0,
        restartPolicy: String = "no",
        cpus: Double? = nil
    ) {
        self.name = name
        self.image = image
        self.host = host
        self.labels = labels
        self.state = state
        self.health = health
        self.startedAt = startedAt
        self.exitCode = exitCode
        self.restartPolicy = restartPolicy
        self.cpus = cpus
    }
}
