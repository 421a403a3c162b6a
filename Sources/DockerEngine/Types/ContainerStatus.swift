/// A container's life as Docker divides it (`State.Status`), with Podman's words for the same.
package enum ContainerStatus: String, Sendable, Hashable, CaseIterable {
    case created
    case running
    case paused
    case restarting
    case removing
    case exited
    case dead

    /// The status of an engine's word, `nil` for one that is not known.
    package init?(engineWord word: String) {
        switch word.lowercased() {
        case "configured", "initialized": self = .created
        case "stopped": self = .exited
        case "stopping": self = .running
        case let other:
            guard let known = ContainerStatus(rawValue: other) else { return nil }
            self = known
        }
    }
}
