import Logging
import Synchronization

@testable import Agents

/// Keeps what is logged out of the tests' output, and at hand.
final class LogSink: Sendable {
    private let written = Mutex<[String]>([])

    var lines: [String] { written.withLock { $0 } }

    var logger: Logger { logger([:]) }

    /// A logger with the settings of an environment; on `trace` unless that says otherwise.
    func logger(_ environment: [String: String]) -> Logger {
        let environment = ["LOG_LEVEL": "trace"].merging(environment) { $1 }
        guard let settings = try? HemoStatLogger.Settings(environment) else { return Logger(label: "broken") }
        return HemoStatLogger.logger("test", settings) { line in self.written.withLock { $0.append(line) } }
    }
}
