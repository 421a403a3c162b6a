import HemoStatCore
import Logging
import SharedState

/// Writes each message as one line: for people or as JSON.
struct LineLogHandler: LogHandler {
    let label: String
    let format: HemoStatLogger.Format
    let write: @Sendable (String) -> Void
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let provided = metadataProvider?.get() ?? [:]
        let facts = metadata.merging(provided) { $1 }.merging(event.metadata ?? [:]) { $1 }
        let line = LogLine(
            timestamp: LogLine.now(),
            level: event.level.rawValue,
            logger: label,
            message: "\(event.message)",
            facts: facts.mapValues { "\($0)" }.filter { !$0.value.isEmpty }
        )
        write(format == .json ? line.json : line.text)
    }
}
