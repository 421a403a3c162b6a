import Glibc

/// Where an operator keeps its socket, its lock and its private Redis.
enum StateDirectory {
    /// `HEMOSTAT_STATE_DIR`, else `/var/lib/hemostat` for root, else below `$XDG_STATE_HOME`.
    static func standard(_ environment: [String: String], isRoot: Bool = geteuid() == 0) -> String {
        if let given = environment["HEMOSTAT_STATE_DIR"], !given.isEmpty { return given }
        if isRoot { return "/var/lib/hemostat" }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return "\(state)/hemostat" }
        return "\(environment["HOME"] ?? "/tmp")/.local/state/hemostat"
    }
}
