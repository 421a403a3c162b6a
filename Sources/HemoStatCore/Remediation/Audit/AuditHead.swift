/// Where a chain ends: what the next entry carries on from.
package struct AuditHead: Sendable, Equatable, CustomStringConvertible {
    package var sequence: Int64
    /// Of the last entry, in lower-case hexadecimal digits.
    package var hash: String
    package var at: Timestamp

    package init(sequence: Int64, hash: String, at: Timestamp) {
        self.sequence = sequence
        self.hash = hash
        self.at = at
    }

    /// Reads `12 1762164000000000 9f86d0…`; nil when it is nothing like it.
    package init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let sequence = Int64(parts[0]), sequence > 0, let at = Int64(parts[1]),
            parts[2].utf8.count == AuditChain.hashDigits
        else { return nil }
        self.init(sequence: sequence, hash: String(parts[2]), at: Timestamp(microseconds: at))
    }

    package var description: String { "\(sequence) \(at.microseconds) \(hash)" }
}
