import TestSupport
import Testing

extension RealDocker {
    /// An alert that is answered only after its container recovered.
    @Suite struct FalseAlarms {
        private static let stream = "hemostat:stream:health_alert"

        @Test(
            "an alert whose analyzer died is taken over, and what recovered meanwhile is a false alarm, not restarted"
        )
        func recoveredMeanwhile() async throws {
            try await Ward.open { ward in
                var policy = PolicyText("\(ward.prefix)-alarm", "\(ward.prefix)-*")
                // Not to be resolved before somebody has looked at it.
                policy.verify = "{stableFor: 1m, timeout: 2m}"
                try ward.apply(policy)
                let hemostat = try await ward.startOperator()
                let client = try await ForeignClient(socketPath: hemostat.redisSocket)
                let check = Docker.healthCheck("test ! -e /sick")
                let container = try await ward.run("flips", Patient.well, check)
                try await container.waitForHealth("healthy")

                let other = try await Self.takeNextAlert(hemostat)
                try await container.exec("touch", "/sick")
                try await hemostat.wait(for: container, toBe: "Firing")
                let id = try await eventually("another analyzer to have the alert") {
                    other.output.split(separator: "\n").first { $0.contains("-") && $0.first?.isNumber == true }
                }
                try await container.exec("rm", "/sick")
                try await eventually(within: .seconds(30), "the operator to see it healthy") {
                    try await hemostat.redis("HGET", "hemostat:episodes:default", container.id).contains(
                        #""metSince":"#
                    )
                }
                // Dead for a minute, as far as Redis can tell; looked for after each connect.
                try await hemostat.redis("XCLAIM", Self.stream, "analyzer", "other", "0", "\(id)", "IDLE", "60000")
                try await Self.cutReaders(of: hemostat)

                let message = try await client.wait(for: "hemostat:false_alarm", about: container)
                #expect(Shape.problems(message.event, on: message.channel).isEmpty)
                let episode = try await hemostat.wait(for: container, toBe: "FalseAlarm Recovered")
                #expect(episode["actions"] == .number(0))
                let channels = try client.messages().map(\.channel)
                #expect(channels == ["hemostat:health_alert", "hemostat:false_alarm"])
                try await eventually("the event to be kept") {
                    let kept = try await hemostat.redis("LRANGE", "hemostat:events:false_alarm", "0", "-1")
                    return try JSON(text: kept) == message.event
                }
                #expect(try await ward.tallies([container])[container.name]?["restart"] == nil)
                client.close()
            }
        }

        /// Another analyzer, first in line for the next alert, which it will never answer.
        private static func takeNextAlert(_ hemostat: OperatorProcess) async throws -> ChildProcess {
            let ours = try await eventually("the operator to read its streams") {
                let readers = try await readers(of: hemostat)
                return readers.count >= 5 ? readers : nil
            }
            let other = try ChildProcess(
                "redis-cli",
                [
                    "-s", hemostat.redisSocket, "XREADGROUP", "GROUP", "analyzer", "other", "BLOCK", "0", "STREAMS",
                    stream, ">",
                ]
            )
            try await eventually("another analyzer to wait") { try await readers(of: hemostat).count > ours.count }
            // Who reconnects queues up behind it.
            for client in ours { try await hemostat.redis("CLIENT", "KILL", "ID", client) }
            return other
        }

        private static func cutReaders(of hemostat: OperatorProcess) async throws {
            for client in try await readers(of: hemostat) { try await hemostat.redis("CLIENT", "KILL", "ID", client) }
        }

        /// The connections that wait for entries of a stream.
        private static func readers(of hemostat: OperatorProcess) async throws -> [String] {
            try await hemostat.redis("CLIENT", "LIST").split(separator: "\n").compactMap { line in
                guard line.contains("cmd=xreadgroup") else { return nil }
                return line.split(separator: " ").first { $0.hasPrefix("id=") }.map { String($0.dropFirst(3)) }
            }
        }
    }
}
