package import Logging

/// Loggers of the whole process.
///
/// `LOG_FORMAT=text|json`, `LOG_LEVEL`, to stderr. A message is constant, facts are metadata.
package enum HemoStatLogger {
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    /// What the environment asks for; a value that does not parse is an error naming its variable.
    package struct Settings: Sendable, Equatable {
        package var format: Format
        package var level: Logger.Level

        package init(_ environment: [String: String]) throws(EnvironmentError) {
            let reader = EnvironmentReader(environment)
            format = try reader.word("LOG_FORMAT", Format.self) ?? .text
            level = try reader.word("LOG_LEVEL", Level.self)?.level ?? .info
        }

        /// swift-log's levels, and Python's word for one of them.
        private enum Level: String, CaseIterable {
            case trace
            case debug
            case info
            case notice
            case warning
            case error
            case critical

            var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
        }
    }

    /// The logger of a part of the process.
    package static func logger(
        _ label: String,
        _ settings: Settings,
        write: @escaping @Sendable (String) -> Void = LogLine.writeToStandardError
    ) -> Logger {
        var logger = Logger(label: label) { label in
            LineLogHandler(label: label, format: settings.format, write: write)
        }
        logger.logLevel = settings.level
        return logger
    }
}
