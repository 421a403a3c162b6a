/// Why a watch ended.
enum HostLost: Error, CustomStringConvertible {
    case streamEnded
    /// Another engine answers than the one the host's name stands for.
    case otherEngine(String)

    var description: String {
        switch self {
        case .streamEnded: "docker ended the event stream"
        case .otherEngine(let id): "another engine answers now (HostIdentityMismatch): \(id)"
        }
    }
}
