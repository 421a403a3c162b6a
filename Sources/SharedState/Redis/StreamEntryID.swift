package import NIOCore

/// The id of a stream's entry: milliseconds since 1970 at the server, and a sequence number within them.
package struct StreamEntryID: Sendable, Hashable, Comparable, CustomStringConvertible, RESPArgument {
    package static let zero = StreamEntryID(milliseconds: 0, sequence: 0)

    package let milliseconds: UInt64
    package let sequence: UInt64

    package init(milliseconds: UInt64, sequence: UInt64) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }

    /// Reads `1700000000000-3`; nil when the text is nothing like it.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = UInt64(parts[0]), let sequence = UInt64(parts[1]) else { return nil }
        self.init(milliseconds: milliseconds, sequence: sequence)
    }

    package var description: String { "\(milliseconds)-\(sequence)" }

    /// The greatest id below this one; zero's is zero.
    package var predecessor: StreamEntryID {
        if sequence > 0 { return StreamEntryID(milliseconds: milliseconds, sequence: sequence - 1) }
        if milliseconds > 0 { return StreamEntryID(milliseconds: milliseconds - 1, sequence: .max) }
        return self
    }

    package static func < (left: StreamEntryID, right: StreamEntryID) -> Bool {
        (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
    }

    package func write(to buffer: inout ByteBuffer) { description.write(to: &buffer) }
}
