/// Docker's own restart policy of a container: what it brings back is Docker's business first.
package struct RestartPolicy: Sendable, Equatable, Codable {
    /// `no`, `always`, `unless-stopped`, `on-failure`; empty means `no`.
    package var name: String
    /// Of `on-failure`; 0 is without limit.
    package var maximumRetryCount: Int

    package init(name: String = "no", maximumRetryCount: Int = 0) {
        self.name = name
        self.maximumRetryCount = maximumRetryCount
    }

    /// Whether Docker will start the container again after it ended with this code this many restarts on.
    package func brings(backAfter exitCode: Int, restartCount: Int) -> Bool {
        switch name {
        case "always", "unless-stopped": true
        case "on-failure": exitCode != 0 && (maximumRetryCount == 0 || restartCount < maximumRetryCount)
        default: false
        }
    }
}
