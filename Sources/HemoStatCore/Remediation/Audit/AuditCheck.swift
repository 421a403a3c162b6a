/// The check of a chain entry by entry, for logs that are read in pages.
package struct AuditCheck: Sendable {
    /// The first entry that was kept.
    private var first: AuditRecord?
    private var last: AuditHead?
    private var count = 0

    package init() {}

    /// Takes the next entry; a verdict only when the chain is broken there.
    package mutating func take(_ bytes: [UInt8]) -> AuditVerdict? {
        guard let record = AuditRecord(bytes: bytes) else {
            return broken(at: (last?.sequence ?? 0) + 1, "the entry cannot be read")
        }
        if let last {
            guard record.sequence == last.sequence + 1 else {
                return broken(at: last.sequence + 1, "entry \(record.sequence) comes after \(last.sequence)")
            }
            guard record.previous == last.hash, record.previousAt == last.at else {
                return broken(at: record.sequence, "it does not carry the hash of the entry before")
            }
        } else {
            guard record.sequence > 0, (record.sequence == 1) == (record.previous == nil) else {
                return broken(at: max(1, record.sequence), "the oldest entry is not the beginning of a chain")
            }
            first = record
        }
        count += 1
        last = AuditHead(sequence: record.sequence, hash: AuditChain.hash(bytes), at: record.at)
        return nil
    }

    /// Judges the whole, once every entry was taken.
    ///
    /// - Parameters:
    ///   - head: what Redis keeps as the chain's end.
    ///   - retention: what explains that the oldest entries are gone.
    ///   - now: shared time.
    /// - Returns: the verdict.
    package func conclude(head: AuditHead?, retention: AuditRetention, now: Timestamp) -> AuditVerdict {
        guard let first, let last else {
            guard let head else { return .intact(count: 0, first: 0, head: nil) }
            if head.at < now - retention.age { return .intact(count: 0, first: head.sequence + 1, head: head) }
            return .broken(at: head.sequence, reason: "the entries up to the head are missing")
        }
        guard let head else { return .broken(at: last.sequence + 1, reason: "the chain's head is missing") }
        guard head.sequence <= last.sequence else {
            return .broken(at: last.sequence + 1, reason: "the head is at \(head.sequence): later entries are missing")
        }
        guard head == last else { return .broken(at: last.sequence, reason: "it is not the one the head names") }
        if first.sequence > 1, count < retention.entries, first.previousAt.map({ $0 >= now - retention.age }) ?? true {
            let reason = "it is missing, too young and too few for retention to remove"
            return .broken(at: first.sequence - 1, reason: reason)
        }
        return .intact(count: count, first: first.sequence, head: last)
    }

    private func broken(at sequence: Int64, _ reason: String) -> AuditVerdict {
        .broken(at: sequence, reason: reason)
    }
}
