import TestSupport
import Testing

extension RealDocker {
    /// What may never be read anywhere.
    @Suite struct Secrets {
        private static let password = "redis-pass-4712"

        @Test("at LOG_LEVEL=trace neither log nor status nor Redis ever shows the webhook's address or the password")
        func nothingLeaks() async throws {
            try await Ward.open { ward in
                // The first two tries fail in their own ways: errors are where secrets slip out.
                ward.slack.enqueue(StubResponse(500, body: "no_service"), .closeWithoutAnswer)
                let redis = try await RedisServer.start(.loopback, password: Self.password)
                try ward.apply(PolicyText("\(ward.prefix)-secret", "\(ward.prefix)-*"))
                let hemostat = try await ward.startOperator(environment: [
                    "REDIS_URL": "redis://:\(Self.password)@127.0.0.1:\(redis.port)/0", "LOG_LEVEL": "trace",
                ])
                let container = try await ward.run("crashed", Patient.crashesOnce())
                try await hemostat.wait(for: container, toBe: "Resolved")
                try await eventually(within: .seconds(30), "slack to be told all") {
                    Set(ward.alerts(about: container)).isSuperset(of: ["Firing", "Verifying", "Resolved"])
                }
                // A connection that has to be made anew, and the reports of that.
                try await redis.restart()
                try await eventually("the operator to be ready again") { try hemostat.get("/readyz").status == 200 }

                var seen = [
                    "table": try await hemostat.statusTable(),
                    "json": try await hemostat.client(["status", "-o", "json"]).output,
                ]
                _ = await hemostat.stop()
                seen["log"] = hemostat.log
                seen["redis"] = try Self.contents(of: redis.folder)
                #expect(seen["log"]?.contains("alert not delivered yet") == true)
                #expect(seen["redis"]?.contains("hemostat:audit:\(container.name)") == true)
                for (place, text) in seen {
                    #expect(!text.contains(Ward.webhookToken), "\(place)")
                    #expect(!text.contains("/services/"), "\(place)")
                    #expect(!text.contains(Self.password), "\(place)")
                }
            }
        }

        /// Everything Redis wrote down, command by command.
        private static func contents(of folder: String) throws -> String {
            let files = Files.names(in: "\(folder)/appendonlydir").map { "\(folder)/appendonlydir/\($0)" }
            return try files.map { try Files.text(of: $0) }.joined()
        }
    }
}
