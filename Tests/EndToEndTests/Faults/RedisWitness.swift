import HemoStatCore
import TestSupport

/// Looks into an operator's Redis with `redis-cli`, which shares nothing with our own client.
struct RedisWitness: Sendable {
    let socketPath: String

    /// Runs one command and returns what it printed, without the newline at its end.
    /// - Throws: `CommandError`, `AwaitError`, `SystemError`.
    @discardableResult
    func command(_ arguments: [String]) async throws -> String {
        let result = try await ChildProcess.run("redis-cli", ["-s", socketPath, "-e"] + arguments)
        guard result.succeeded else {
            throw CommandError(
                command: "redis-cli \(arguments.prefix(3).joined(separator: " "))",
                output: result.output + result.errorOutput
            )
        }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    /// The server's own process id.
    var process: Int32 {
        get async throws {
            let information = try await command(["INFO", "server"])
            let line = information.split(whereSeparator: \.isNewline).first { $0.hasPrefix("process_id:") }
            guard let process = line.flatMap({ Int32($0.dropFirst("process_id:".count)) }) else {
                throw CommandError(command: "INFO server", output: information)
            }
            return process
        }
    }

    /// A container's episode as it stands in Redis; nil when there is none.
    func episode(of container: String, host: String = "default") async throws -> Episode? {
        let value = try await command(["HGET", "hemostat:episodes:\(host)", container])
        guard let newline = value.utf8.firstIndex(of: 10) else { return nil }
        return try StoredJSON.decode(Episode.self, from: value.utf8[value.utf8.index(after: newline)...])
    }

    /// How many alerts wait to be told, or to be known as told.
    var pendingAlerts: Int {
        get async throws {
            let summary = try await command(["XPENDING", "hemostat:stream:transitions", "alert"])
            return summary.split(whereSeparator: \.isNewline).first.flatMap { Int($0) } ?? 0
        }
    }
}
