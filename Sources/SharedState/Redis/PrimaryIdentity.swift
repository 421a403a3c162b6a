import NIOCore

/// Which life of which server a client writes to, and since when.
///
/// After a change of primary nobody acts for one lease, because a failover may lose what was written last: a holder
/// that is not heard of any more believes in its lease for at most one lease from its last renewal, which a replica
/// acknowledged before it was promoted. The same after a plain restart at the same address: with `appendfsync
/// everysec` a crash of the machine loses up to a second, and without persistence everything, which looks the same
/// from here. Not so for the private Redis: it serves one operator, which cannot disagree with itself, and a write
/// survives the death of either process (the file has it before the answer leaves); a crash of the machine ends the
/// operator with it. Guarded by `PrimaryChangeTests`.
struct PrimaryIdentity: Equatable {
    private var hasMet = false
    private var current: String?
    /// The life before the current one; nil before the first change.
    private(set) var predecessor: String?
    private(set) var lastChange: NIODeadline?

    /// Whether this is the server that was met last; true before the first.
    func isCurrent(_ runID: String?) -> Bool { !hasMet || current == runID }

    /// Takes note of the server at the other end of a new connection.
    ///
    /// One that does not tell who it is may be another each time.
    /// - Returns: whether it is another one than before.
    mutating func meet(_ runID: String?, at now: NIODeadline) -> Bool {
        defer {
            hasMet = true
            current = runID
        }
        guard hasMet, runID == nil || runID != current else { return false }
        if let current { predecessor = current }
        lastChange = now
        return true
    }
}
