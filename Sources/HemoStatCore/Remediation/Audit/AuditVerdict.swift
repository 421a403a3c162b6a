/// What became of checking a chain.
package enum AuditVerdict: Sendable, Equatable {
    /// Every entry kept is as it was written.
    ///
    /// - count: how many are kept.
    /// - first: the sequence of the oldest kept; 1 unless retention removed older ones, 0 for an empty chain.
    /// - head: the chain's end; nil for an empty chain.
    case intact(count: Int, first: Int64, head: AuditHead?)
    /// At this sequence, or where it would have been, the chain is not as it was written.
    case broken(at: Int64, reason: String)

    package var isIntact: Bool {
        if case .intact = self { true } else { false }
    }
}
