/// One line of a container's log, without its end.
package struct LogLine: Sendable, Hashable {
    /// Where a line was written; the number is the one in Docker's frame header.
    package enum Source: UInt8, Sendable, Hashable {
        /// A terminal: both streams in one, unframed.
        case terminal = 0
        case output = 1
        case error = 2
    }

    package let source: Source
    /// At most 8 KiB; bytes that are no UTF-8 are replaced.
    package let text: String
}
