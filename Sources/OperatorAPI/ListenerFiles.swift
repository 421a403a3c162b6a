import Glibc

/// The files of the unix socket.
enum ListenerFiles {
    /// Only the operator's own user may connect.
    static func restrict(_ path: String) { _ = chmod(path, 0o600) }

    static func remove(_ path: String) { _ = unlink(path) }
}
