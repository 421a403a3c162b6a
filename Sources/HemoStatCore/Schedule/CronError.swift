/// Why a text is no cron schedule.
package struct CronError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nil when it is about the whole.
    package let field: CronField?
    /// Lower-case sentence: what was found and what was expected.
    package let message: String

    package init(_ message: String, field: CronField? = nil) {
        self.field = field
        self.message = message
    }

    /// `hour: found "24", expected 0-23`.
    package var description: String { field.map { "\($0.rawValue): \(message)" } ?? message }
}
