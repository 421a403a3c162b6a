import TestSupport
import Testing

extension RealDocker {
    /// How an operator ends when asked to.
    @Suite struct GracefulStop {
        @Test("an idle operator ends within five seconds of SIGTERM, and its private Redis with it")
        func idle() async throws {
            try await Ward.open { ward in
                try ward.apply(PolicyText("\(ward.prefix)-stop", "\(ward.prefix)-*"))
                let hemostat = try await ward.startOperator(environment: ["LOG_FORMAT": "json"])
                try await eventually("the policy to be in force") {
                    let policies = try await hemostat.statusJSON()["policies"]?.array ?? []
                    return policies.contains { $0["name"] == .string("\(ward.prefix)-stop") }
                }
                #expect(!hemostat.stateDirectory.processesWithin().isEmpty, "its private Redis")
                hemostat.process.signal(15)
                #expect(try await hemostat.process.waitForExit(within: .seconds(5)) == .code(0))
                #expect(hemostat.stateDirectory.processesWithin().isEmpty, "its private Redis has ended")
                #expect(!Files.exists(hemostat.redisSocket))
                #expect(!Files.exists(hemostat.stateDirectory.file("api.sock")))
                try Self.expectJSONLines(hemostat.log)
            }
        }

        @Test(
            "a restart on the wire is awaited and its outcome recorded; a successor finishes the episode without another"
        )
        func restartOnTheWire() async throws {
            try await Ward.open { ward in
                var policy = PolicyText("\(ward.prefix)-stop", "\(ward.prefix)-*")
                policy.steps = ["{action: {restart: {timeout: 4s}}}"]
                try ward.apply(policy)
                let hemostat = try await ward.startOperator(environment: ["LOG_FORMAT": "json"])
                // Nothing but the restart's timeout ends it.
                let container = try await ward.run("deaf", Patient.sickOnceAndDeaf, Patient.sickOnceCheck)
                try await eventually(within: .seconds(30), "docker to begin the restart") {
                    !ward.times("kill", of: container).isEmpty
                }
                hemostat.process.signal(15)
                #expect(try await hemostat.process.waitForExit(within: .seconds(20)) == .code(0))

                #expect(try await container.state == "running")
                #expect(ward.times("restart", of: container).count == 1)
                #expect(hemostat.stateDirectory.processesWithin().isEmpty, "its private Redis has ended")
                try Self.expectJSONLines(hemostat.log)
                let took =
                    try #require(ward.times("restart", of: container).first)
                    - (try #require(ward.times("kill", of: container).first))
                // On an overloaded machine Docker may outlast our patience, which is its timeout and five seconds.
                let message = Duration.nanoseconds(took) < .seconds(8) ? "responded" : "docker did not answer"
                let outcome = try Self.lines(of: hemostat.log).last { $0["message"]?.string == message }
                #expect(outcome?["episode"]?.string?.contains(container.id.prefix(12)) == true, "\(hemostat.log)")
                if message == "responded" { #expect(outcome?["phase"] == .string("Verifying")) }

                let successor = try await ward.startOperator(stateDirectory: hemostat.stateDirectory)
                let episode = try await successor.wait(for: container, toBe: "Resolved")
                #expect(episode["actions"] == .number(1))
                #expect(try await ward.tallies([container])[container.name]?["restart"] == 1)
                try await eventually("slack to be told of the end") {
                    ward.alerts(about: container).last == "Resolved"
                }
                #expect(ward.alerts(about: container) == ["Firing", "Verifying", "Resolved"])
            }
        }

        private static func lines(of log: String) throws -> [JSON] {
            try log.split(separator: "\n").map { try JSON(text: $0) }
        }

        private static func expectJSONLines(_ log: String) throws {
            let lines = try lines(of: log)
            #expect(lines.contains { $0["message"]?.string == "operator stopped" })
            let shape = Shape.object(["timestamp": .time, "level": .text, "logger": .text, "message": .text])
            for line in lines { #expect(shape.problems(line).isEmpty, "\(line)") }
        }
    }
}
