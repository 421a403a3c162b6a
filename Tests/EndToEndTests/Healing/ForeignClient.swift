import TestSupport

/// A subscriber that shares nothing with HemoStat: `redis-cli psubscribe 'hemostat:*'`.
final class ForeignClient: Sendable {
    struct Message {
        let channel: String
        let event: JSON

        /// The container it is about, by whichever field the channel names it.
        var container: String? { (event["data"]?["container_name"] ?? event["data"]?["container"])?.string }
        /// Of `remediation_complete`.
        var resultStatus: String? { event["data"]?["result"]?["status"]?.string }
    }

    private let child: ChildProcess

    /// Subscribes, and waits until Redis has confirmed it.
    /// - Throws: `SystemError`, `AwaitError`.
    init(socketPath: String, password: String = "") async throws {
        let child = try ChildProcess(
            "redis-cli",
            ["-s", socketPath, "psubscribe", "hemostat:*"],
            environment: ["REDISCLI_AUTH": password]
        )
        self.child = child
        try await eventually("redis-cli to be subscribed") { child.output.contains("psubscribe\nhemostat:*\n1\n") }
    }

    /// Everything received so far.
    /// - Throws: `DecodingError` when a message is not JSON.
    func messages() throws -> [Message] {
        let lines = child.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // Off a terminal redis-cli prints an element a line: pmessage, the pattern, the channel, the message.
        return try lines.indices.filter { lines[$0] == "pmessage" && $0 + 4 < lines.count }.map { index in
            Message(channel: lines[index + 2], event: try JSON(text: lines[index + 3]))
        }
    }

    /// Waits for a message about a container on a channel.
    func wait(
        for channel: String,
        about container: TestContainer,
        status: String? = nil
    ) async throws -> Message {
        try await eventually(within: .seconds(30), "\(channel) \(status ?? "") about \(container.name)") {
            try messages().first { message in
                message.channel == channel && message.container == container.name
                    && (status == nil || message.resultStatus == status)
            }
        }
    }

    func close() { child.kill() }
}
