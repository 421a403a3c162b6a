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
    /// Of at most 8 KiB of the log; bytes that are no UTF-8 are replaced.
    package let text: String
    /// When it was written, in nanoseconds since 1970 by the engine's clock (Podman 4 knows whole seconds only).
    ///
    /// Nil when no times were asked for, or when what stood in its place could not be read (it is in the text then).
    package let time: Int64?
    /// Whether its end was dropped.
    package let isCut: Bool

    init(source: Source, text: String, time: Int64? = nil, isCut: Bool = false) {
        self.source = source
        self.text = text
        self.time = time
        self.isCut = isCut
    }
}
