/// Docker's `State.Status`; what an engine says beyond these words is `unknown`, never guessed.
package enum ContainerStatus: String, Sendable, Codable, CaseIterable {
    case created
    case running
    case paused
    case restarting
    case removing
    case exited
    case dead
    case unknown

    /// Also takes Podman's words (`configured`, `stopped`, `stopping`, `initialized`).
    package init(engineWord: String) {
        switch engineWord {
        case "configured", "initialized": self = .created
        case "stopped": self = .exited
        default: self = ContainerStatus(rawValue: engineWord) ?? .unknown
        }
    }
}
