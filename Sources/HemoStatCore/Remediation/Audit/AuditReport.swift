/// What checking one chain of a host came to, as `hemostat audit verify` shows it.
package struct AuditReport: Sendable, Equatable, Codable {
    package var host: String
    /// `actions` or `denials`.
    package var chain: String
    package var isIntact: Bool
    /// Entries that are kept.
    package var entries: Int
    /// The sequence of the oldest kept; 0 for an empty chain.
    package var first: Int64
    /// The chain's end, worth keeping elsewhere; nil for an empty or a broken one.
    package var head: String?
    /// Where and why it is not as it was written; nil while it is.
    package var problem: String?

    package init(host: String, chain: String, _ verdict: AuditVerdict) {
        self.host = host
        self.chain = chain
        isIntact = verdict.isIntact
        switch verdict {
        case .intact(let count, let first, let head):
            (entries, self.first, self.head) = (count, first, head?.description)
        case .broken(let sequence, let reason):
            (entries, first) = (0, 0)
            problem = "entry \(sequence): \(reason)"
        }
    }
}
