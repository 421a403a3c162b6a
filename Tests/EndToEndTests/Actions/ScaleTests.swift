import TestSupport
import Testing

extension RealDocker {
    /// Services of a Swarm of one node, on an engine of its own.
    @Suite struct Scaling {
        @Test(
            "a service in trouble gets more tasks up to its ceiling, another fewer down to its floor",
            .timeLimit(.minutes(5))
        )
        func scale() async throws {
            let engine = try await PrivateEngine.start()
            defer { engine.close() }
            let docker = engine.docker
            try await docker.command(["swarm", "init", "--advertise-addr", "127.0.0.1"])
            try await Ward.open(on: docker) { ward in
                for (word, action) in [("up", "{scaleUp: {by: 1, max: 2}}"), ("down", "{scaleDown: {by: 5, min: 1}}")] {
                    var policy = PolicyText("\(ward.prefix)-\(word)", "\(ward.prefix)-\(word).*")
                    policy.expectations = ["{name: fine, \(ActionCase.probe)}"]
                    policy.steps = ["{action: \(action)}"]
                    policy.verify = "{stableFor: 1s, timeout: 30s}"
                    try ward.apply(policy)
                }
                try await Self.create("up", replicas: 1, ward)
                try await Self.create("down", replicas: 2, ward)
                // Its name begins like the other's.
                try await Self.create("up-2", replicas: 1, ward)
                let hemostat = try await ward.startOperator()
                for word in ["up", "down"] {
                    let task = try #require(try await Self.tasks(word, ward).first)
                    try await docker.command(["exec", task, "touch", "/sick"])
                }
                try await eventually("more and fewer tasks") {
                    let up = try await Self.replicas("up", ward)
                    let down = try await Self.replicas("down", ward)
                    return up == "2" && down == "1"
                }
                for word in ["up", "down"] {
                    for task in try await Self.tasks(word, ward) {
                        _ = try? await docker.command(["exec", task, "rm", "-f", "/sick"])
                    }
                }
                try await eventually("both episodes to end") {
                    let phases = try await hemostat.episodes().mapValues { $0["phase"]?.string ?? "" }
                    // Swarm may have taken the very task away.
                    guard phases.values.allSatisfy({ ["Resolved", "Superseded"].contains($0) }) else {
                        throw CommandError(command: "hemostat status", output: "\(phases)")
                    }
                    return true
                }
                #expect(try await Self.replicas("up", ward) == "2")
                #expect(try await Self.replicas("down", ward) == "1")
                #expect(try await Self.replicas("up-2", ward) == "1")
                #expect(hemostat.log.contains("acting"))
            }
            try await docker.command(["swarm", "leave", "--force"])
        }

        private static func create(_ word: String, replicas: Int, _ ward: Ward) async throws {
            let words = [
                "service", "create", "-d", "--no-resolve-image", "--name", "\(ward.prefix)-\(word)", "--replicas",
            ]
            try await ward.docker.command(words + ["\(replicas)", Docker.image] + Docker.idle)
            try await eventually("the tasks of \(word)") { try await tasks(word, ward).count == replicas }
        }

        private static func tasks(_ word: String, _ ward: Ward) async throws -> [String] {
            let filter = "label=com.docker.swarm.service.name=\(ward.prefix)-\(word)"
            return try await ward.docker.command(["ps", "-q", "--filter", filter]).split(separator: "\n").map(
                String.init
            )
        }

        private static func replicas(_ word: String, _ ward: Ward) async throws -> String {
            let format = "{{.Spec.Mode.Replicated.Replicas}}"
            return try await ward.docker.command(["service", "inspect", "--format", format, "\(ward.prefix)-\(word)"])
        }
    }
}
