import Glibc
import TestSupport
import Testing

extension RealDocker {
    @Suite("many at once")
    struct ManyAtOnceTests {
        private static let count = 30

        @Test("thirty containers fail together: actions within budget, one incident, one notification")
        func thirty() async throws {
            let docker = try await Docker.requireEngine()
            let prefix = Docker.uniqueName("storm")
            let policies = try TemporaryDirectory()
            try policies.write("policy.yaml", Self.policy(prefix))
            let slack = try StubHTTPServer()
            let events = try DockerEventLog(
                docker,
                filters: ["type=container", "event=create", "event=destroy", "event=restart"]
            )
            let patients = try await Self.start(prefix, on: docker)
            let environment = ["MONITOR_CONTAINER_BLACKLIST": "*", "SLACK_WEBHOOK_URL": slack.url]
            let hemostat = try await OperatorProcess.start(
                policies: policies.path,
                docker: docker.host,
                environment: Ward.neutral.merging(environment) { $1 }
            )
            let probe = RedisProbe(socketPath: hemostat.stateDirectory.file("redis.sock"))
            try await eventually("the host to be led") {
                try probe.ask("HGET", "hemostat:lease:host:default", "holder").string != nil
            }
            try await Self.failAll(patients, on: docker)

            try await eventually(within: .seconds(30), "an incident and a word of it") {
                try Self.incidents(probe) > 0 && !slack.requests.isEmpty
            }
            // A container's own alert waits at most ten seconds for an incident to take its place.
            try await ContinuousClock().sleep(for: .seconds(12))
            #expect(try Self.incidents(probe) == 1)
            let told = slack.requests.map(\.text)
            #expect(told.count == 1, "\(told.map { $0.prefix(300) })")
            #expect(told.first?.contains("of \(Self.count)") == true, "\(told.first ?? "")")
            try await Self.expectWithinBudget(patients, events)
            #expect(hemostat.process.isRunning)
            #expect(await hemostat.stop() == .code(0))
            events.close()
            await withDiscardingTaskGroup { group in
                for patient in patients { group.addTask { await patient.container.remove() } }
            }
        }

        /// How many incidents of the host are known, open or not.
        private static func incidents(_ probe: RedisProbe) throws -> Int {
            guard let stored = try probe.ask("GET", "hemostat:incidents:default").string else { return 0 }
            return try JSON(text: stored).array.count
        }

        /// Everything of a remediation but its ladder is as it is by default: a budget of three in an hour, brake included.
        private static func policy(_ prefix: String) -> String {
            """
            apiVersion: hemostat.dev/v1
            kind: HealthPolicy
            metadata: {name: \(prefix)}
            spec:
              selector: {matchNames: ["\(prefix)-*"]}
              expectations:
                - {name: up, state: {is: Running}}
              remediation:
                mode: Enforce
                steps: [{action: {restart: {timeout: 1s}}}]
            """
        }

        private static func start(_ prefix: String, on docker: Docker) async throws -> [ChaosPatient] {
            try await withThrowingTaskGroup { group in
                for lane in 0..<5 {
                    group.addTask {
                        var started: [ChaosPatient] = []
                        for number in stride(from: lane, to: count, by: 5) {
                            let name = "\(prefix)-\(number)"
                            started.append(try await ChaosPatient.start(.crashes, on: docker, prefix: name))
                        }
                        return started
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }

        /// All of them end within a few milliseconds.
        private static func failAll(_ patients: [ChaosPatient], on docker: Docker) async throws {
            let ids = patients.map(\.container.id)
            let printed = try await docker.command(["inspect", "--format", "{{.State.Pid}}"] + ids)
            for pid in printed.split(separator: "\n").compactMap({ Int32($0) }) where pid > 0 { kill(pid, SIGUSR1) }
        }

        private static func expectWithinBudget(_ patients: [ChaosPatient], _ events: DockerEventLog) async throws {
            try await events.catchUp()
            let restarts = patients.map { patient in
                events.events(of: patient.container).count { $0.action == "restart" }
            }
            print("thirty at once: \(restarts.reduce(0, +)) restarts before the brake")
            let most = restarts.max() ?? 0
            #expect(most <= 3, "\(restarts)")
            // The brake is for more than half: the others were never touched.
            #expect(restarts.reduce(0, +) <= count / 2 + 1, "\(restarts)")
        }
    }
}
