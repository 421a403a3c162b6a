import TestSupport
import Testing

extension RealDocker {
    /// What other tools see: HemoStat's channels and keys, read by redis-cli.
    @Suite struct ForeignClients {
        private static let password = "redis-pass-0815"
        private static let settings = [
            "ALERT_MAX_EVENTS": "3", "ALERT_EVENT_TTL": "600", "ANALYZER_HISTORY_SIZE": "2",
            "ANALYZER_HISTORY_TTL": "700",
        ]

        /// One container for each outcome an event can tell.
        private struct Containers {
            var healed: TestContainer
            var failed: TestContainer
            var observed: TestContainer
            var dryRun: TestContainer

            var all: [TestContainer] { [healed, failed, observed, dryRun] }
        }

        @Test(
            "a subscriber by pattern sees every event with its envelope and all its fields, and finds the keys tools read"
        )
        func contract() async throws {
            try await Ward.open { ward in
                let redis = try await RedisServer.start(.loopback, password: Self.password)
                let client = try await ForeignClient(socketPath: redis.socketPath, password: Self.password)
                try Self.applyPolicies(ward)
                let quiet = try await ward.run("quiet")
                let hemostat = try await ward.startOperator(
                    arguments: ["--redis", "redis://:\(Self.password)@127.0.0.1:\(redis.port)/0"],
                    environment: Self.settings
                )
                let containers = try await Self.start(ward)
                try await hemostat.wait(for: [
                    (containers.healed, "Resolved"), (containers.failed, "Escalated ActionFailed"),
                    (containers.observed, "Held PolicyMode"), (containers.dryRun, "Held DryRun"),
                ])
                try await Self.expectEvents(of: containers, client)
                try await Self.expectLists(redis, client)
                try await Self.expectAudit(of: containers, redis)
                try await Self.expectHistory(of: containers, redis, client)
                try await Self.expectState(of: quiet, redis)
                client.close()
            }
        }

        private static func applyPolicies(_ ward: Ward) throws {
            var heal = PolicyText("\(ward.prefix)-heal", "\(ward.prefix)-heal-*")
            heal.expectations += [#"{name: memory, memory: {below: "99%"}, for: 5s, severity: Critical}"#]
            heal.steps = [
                "{when: [up], action: {start: {}}}", "{when: [healthy], action: {restart: {timeout: 1s}}}",
            ]
            var observe = heal.selecting("observe", "\(ward.prefix)-observe-*")
            observe.mode = "Observe"
            var dryRun = heal.selecting("dryrun", "\(ward.prefix)-dryrun-*")
            dryRun.mode = "DryRun"
            try ward.apply(heal, observe, dryRun)
        }

        private static func start(_ ward: Ward) async throws -> Containers {
            // Unhealthy only after three seconds: by then there are samples to tell of.
            let check = Docker.healthCheck("test -e /well", interval: .seconds(3)) + ["-m", "64m"]
            async let healed = ward.run("heal-sick", Patient.sickOnce, check)
            async let failed = ward.run("heal-broken", Patient.breaksForGood)
            async let observed = ward.run("observe-crashed", Patient.crashesOnce())
            async let dryRun = ward.run("dryrun-crashed", Patient.crashesOnce())
            return try await Containers(healed: healed, failed: failed, observed: observed, dryRun: dryRun)
        }

        private static func expectEvents(of containers: Containers, _ client: ForeignClient) async throws {
            let complete = "hemostat:remediation_complete"
            let success = try await client.wait(for: complete, about: containers.healed, status: "success")
            let failed = try await client.wait(for: complete, about: containers.failed, status: "failed")
            let rejected = try await client.wait(for: complete, about: containers.observed, status: "rejected")
            let dryRun = try await client.wait(for: complete, about: containers.dryRun, status: "not_applicable")
            #expect(success.event["data"]?["dry_run"] == .bool(false))
            #expect(success.event["data"]?["action"] == .string("restart"))
            #expect(failed.event["data"]?["result"]?["error"]?.string?.isEmpty == false)
            #expect(rejected.event["data"]?["result"]?["reason"] == .string("PolicyMode"))
            #expect(dryRun.event["data"]?["dry_run"] == .bool(true))
            #expect(dryRun.event["data"]?["result"]?["reason"] == .string("DryRun"))

            let messages = try client.messages()
            for message in messages { #expect(Shape.problems(message.event, on: message.channel).isEmpty) }
            for container in containers.all {
                let channels = messages.filter { $0.container == container.name }.map(\.channel)
                let expected = ["hemostat:health_alert", "hemostat:remediation_needed", complete]
                #expect(channels == expected, "\(container.name): each once, in this order")
            }
            let alert = try await client.wait(for: "hemostat:health_alert", about: containers.healed).event["data"]
            #expect(alert?["container_id"]?.string == String(containers.healed.id.prefix(12)))
            #expect(alert?["health_status"] == .string("unhealthy") && alert?["status"] == .string("running"))
            #expect(alert?["anomalies"]?.array.first?["type"] == .string("unhealthy_status"))
            #expect(alert?["metrics"]?["memory_limit"] == .number(64 * 1_048_576))
            #expect(try #require(alert?["metrics"]?["memory_usage"]?.number) > 0)
            let crash = try await client.wait(for: "hemostat:health_alert", about: containers.failed).event["data"]
            #expect(crash?["exit_code"] == .number(3) && crash?["status"] == .string("exited"))
        }

        /// `hemostat:events:<type>` and `hemostat:events:all`: the envelopes as published, newest first, so many, for so long.
        private static func expectLists(_ redis: RedisServer, _ client: ForeignClient) async throws {
            let outcomes = try client.messages().filter { $0.channel == "hemostat:remediation_complete" }.map(\.event)
            #expect(outcomes.count == 4, "one more than ALERT_MAX_EVENTS")
            for list in ["hemostat:events:remediation_complete", "hemostat:events:all"] {
                try await eventually("the last three outcomes in \(list)") {
                    let kept = try await redis.cli("LRANGE", list, "0", "-1").split(separator: "\n")
                    return try kept.map { try JSON(text: $0) } == outcomes.suffix(3).reversed()
                }
                try await expectTimeToLive(list, redis, atMost: 600)
            }
        }

        /// `hemostat:audit:<name>`: what was done; what was denied stands apart.
        private static func expectAudit(of containers: Containers, _ redis: RedisServer) async throws {
            let shape = Shape.object([
                "timestamp": .time, "container": .text, "action": .text, "confidence": .fraction, "reason": .text,
                "metrics": .metrics, "dry_run": .flag,
                "result_status": .word(["success", "failed", "rejected", "not_applicable"]),
            ])
            let expected = [
                (containers.healed, "audit", "success"), (containers.failed, "audit", "failed"),
                (containers.observed, "audit-denials", "rejected"),
                (containers.dryRun, "audit-denials", "not_applicable"),
            ]
            for (container, list, status) in expected {
                let key = "hemostat:\(list):\(container.name)"
                let lines = try await redis.cli("LRANGE", key, "0", "-1").split(separator: "\n")
                let entries = try lines.map { try JSON(text: $0) }
                #expect(entries.count == 1, "\(key)")
                #expect(shape.problems(entries.first).isEmpty, "\(key)")
                #expect(entries.first?["result_status"] == .string(status), "\(key)")
                #expect(entries.first?.keys.contains("error") == true, "\(key): null where there was none")
                try await expectTimeToLive(key, redis, atMost: 7 * 86_400)
            }
            for container in [containers.observed, containers.dryRun] {
                #expect(try await redis.cli("EXISTS", "hemostat:audit:\(container.name)") == "0")
            }
        }

        /// `hemostat:state:alert_history:<name>`: the alerts as they were published.
        private static func expectHistory(
            of containers: Containers,
            _ redis: RedisServer,
            _ client: ForeignClient
        ) async throws {
            for container in containers.all {
                let key = "hemostat:state:alert_history:\(container.name)"
                let alert = try await client.wait(for: "hemostat:health_alert", about: container)
                #expect(try JSON(text: try await redis.cli("GET", key)).array == [alert.event], "\(key)")
                try await expectTimeToLive(key, redis, atMost: 700)
            }
        }

        /// `hemostat:state:container:<id>`, of a container nothing is wrong with.
        private static func expectState(of container: TestContainer, _ redis: RedisServer) async throws {
            let key = "hemostat:state:container:\(container.id.prefix(12))"
            let state = try await eventually(within: .seconds(40), every: .milliseconds(100), key) {
                let text = try await redis.cli("GET", key)
                return text.isEmpty ? nil : try JSON(text: text)
            }
            let shape = Shape.object([
                "container_id": .shortID, "container_name": .word([container.name]), "status": .word(["running"]),
                "cpu_percent": .number, "memory_percent": .number, "memory_usage": .whole, "memory_limit": .whole,
                "health_status": .text, "timestamp": .time,
            ])
            #expect(shape.problems(state).isEmpty)
            try await expectTimeToLive(key, redis, atMost: 300)
        }

        private static func expectTimeToLive(_ key: String, _ redis: RedisServer, atMost limit: Int) async throws {
            let seconds = try #require(Int(try await redis.cli("TTL", key)))
            #expect(seconds <= limit && seconds > limit - 120, "\(key)")
        }
    }
}
