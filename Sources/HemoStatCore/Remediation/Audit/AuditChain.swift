import Crypto
import FoundationEssentials

/// A chain of audit entries in which each carries the hash of the one before.
///
/// The hash is of an entry's bytes as they are stored, so that nothing in it can be changed, not even what this version
/// does not know. What the chain proves: of the entries kept, none was changed, removed, inserted or moved since it was
/// written, as long as the head is not forged too; whoever can rewrite all of Redis can rewrite both, so heads are
/// worth keeping elsewhere (`hemostat audit verify` prints them).
package enum AuditChain {
    /// Digits of a SHA-256 in hexadecimal.
    package static let hashDigits = 64
    /// The longest text of a field, in characters; longer ones are cut.
    static let longestText = 4096

    /// Makes the chain's next entry.
    ///
    /// - Parameters:
    ///   - record: what happened; its place in the chain is given here.
    ///   - head: the chain's end; nil for an empty one.
    /// - Returns: the bytes to store, and the new end.
    /// - Throws: When it cannot be encoded.
    package static func append(_ record: AuditRecord, to head: AuditHead?) throws -> (bytes: [UInt8], head: AuditHead) {
        var record = record.bounded
        record.sequence = (head?.sequence ?? 0) + 1
        record.previous = head?.hash
        record.previousAt = head?.at
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(record))
        return (bytes, AuditHead(sequence: record.sequence, hash: hash(bytes), at: record.at))
    }

    /// Checks the entries kept of a chain, the oldest first.
    package static func verify(
        _ entries: [[UInt8]],
        head: AuditHead?,
        retention: AuditRetention,
        now: Timestamp
    ) -> AuditVerdict {
        var check = AuditCheck()
        for entry in entries {
            if let problem = check.take(entry) { return problem }
        }
        return check.conclude(head: head, retention: retention, now: now)
    }

    static func hash(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    static func record(_ bytes: [UInt8]) -> AuditRecord? {
        try? JSONDecoder().decode(AuditRecord.self, from: Data(bytes))
    }
}

extension AuditRecord {
    /// What is stored as such an entry; nil for anything else.
    package init?(bytes: [UInt8]) {
        guard let record = AuditChain.record(bytes) else { return nil }
        self = record
    }

    /// The same with long texts cut.
    fileprivate var bounded: AuditRecord {
        func cut(_ text: String) -> String { String(text.prefix(AuditChain.longestText)) }
        var record = self
        for path in [\AuditRecord.host, \.container, \.containerID, \.action, \.outcome] {
            record[keyPath: path] = cut(record[keyPath: path])
        }
        record.message = message.map(cut)
        record.actor = actor.map(cut)
        return record
    }
}
