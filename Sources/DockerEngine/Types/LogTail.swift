/// The end of a container's log.
package struct LogTail: Sendable, Hashable {
    /// Oldest first; the two streams' lines in the order their ends arrived.
    package let lines: [LogLine]
    /// Whether older lines or ends of lines were dropped to stay within the cap.
    package let isTruncated: Bool

    /// The lines as one text.
    package var text: String { lines.map(\.text).joined(separator: "\n") }
}
