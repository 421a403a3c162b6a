/// What happened to a container, of the events that are asked for (`GET /events`).
package enum ContainerAction: String, Sendable, Hashable, CaseIterable {
    case create
    case start
    case restart
    case stop
    case die
    case kill
    case oom
    case pause
    case unpause
    case rename
    case destroy
    case update
    case healthStatus = "health_status"

    /// The action of an engine's word (`health_status: unhealthy` loses its end); `nil` for any other.
    init?(engineWord word: String) {
        switch word {
        case "died": self = .die
        case "remove": self = .destroy
        default:
            let head = word.prefix { $0 != ":" }
            guard let known = ContainerAction(rawValue: String(head)) else { return nil }
            self = known
        }
    }

    /// The words to filter by: Docker's, and Podman's where its filter knows only its own.
    var engineWords: [String] {
        switch self {
        case .die: ["die", "died"]
        case .destroy: ["destroy", "remove"]
        default: [rawValue]
        }
    }
}
