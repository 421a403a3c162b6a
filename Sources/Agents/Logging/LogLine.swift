import Glibc
import HemoStatCore
import SharedState

/// One line of the log.
package struct LogLine: Encodable, Sendable {
    var timestamp: Timestamp
    var level: String
    var logger: String
    var message: String
    var facts: [String: String]

    /// The line for people: time, level, logger, message, then facts as `key=value`.
    var text: String {
        let time = timestamp.description.prefix(23)
        let pairs = facts.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted($0.value))" }
        // Ours are constant; a library's may carry anything.
        let isPlain = message.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
        let text = isPlain ? message : Self.quoted(message)
        return "\(time)Z \(level.uppercased()) \(logger): \(text)\(pairs.joined())"
    }

    /// The same as one JSON object, facts beside the rest.
    var json: String {
        let fixed = ["timestamp": timestamp.description, "level": level, "logger": logger, "message": message]
        let bytes = try? StateJSON.encode(facts.merging(fixed) { $1 })
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? message
    }

    /// Values with spaces, quotes or control characters in quotes, so that a line stays a line and splits into words.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "\"" && $0 != "=" && $0.value != 127 }
        guard !isPlain else { return value }
        return (try? StateJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// One write a line, so that lines of several threads never mix.
    package static func writeToStandardError(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        bytes.withUnsafeBytes { buffer in
            _ = Glibc.write(STDERR_FILENO, buffer.baseAddress, buffer.count)
        }
    }
}
