import Logging

/// Keeps warnings that tests provoke out of their output.
struct SilentLog: LogHandler {
    static var logger: Logger { Logger(label: "test") { _ in SilentLog() } }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.critical

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {}
}
