/// Why a watch ended.
enum HostLost: Error, CustomStringConvertible {
    case streamEnded

    var description: String { "docker ended the event stream" }
}
