import HemoStatCore
import PolicyDocuments

/// Which policies in force are to be removed because the directory does not hold them any more.
struct Pruning: Equatable {
    var names: Set<String>
    /// Nothing is removed although nothing is left: more likely a mount that failed than everybody's wish.
    var isRefused: Bool

    /// While anything in the directory is broken nothing is removed: a refused document keeps its last good
    /// generation, and an empty file may be one that is being saved.
    static func names(inForce: [String], load: PolicyLoad) -> Pruning {
        let missing = Set(inForce).subtracting(load.policies.map(\.name))
        guard !load.hasErrors, !load.hasEmptyFile, !missing.isEmpty else { return Pruning(names: [], isRefused: false) }
        return load.policies.isEmpty
            ? Pruning(names: [], isRefused: true) : Pruning(names: missing, isRefused: false)
    }
}
