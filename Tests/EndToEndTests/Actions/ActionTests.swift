import SharedState
import TestSupport
import Testing

extension RealDocker {
    /// Each action of the policy language, from the document to what Docker shows.
    @Suite struct Actions {
        private typealias Subjects = [(action: ActionCase, container: TestContainer)]

        @Test("each action is done once, with its evidence, and its episode comes to rest", .timeLimit(.minutes(5)))
        func eachAction() async throws {
            try await Ward.open { ward in
                try Files.write("x", to: ward.bound)
                let all = ActionCase.rounds.flatMap(\.self)
                for action in all { try ward.apply(action.policy(ward)) }
                let subjects = try await Self.start(all, ward)
                let hemostat = try await ward.startOperator()
                for round in ActionCase.rounds {
                    let words = Set(round.map(\.word))
                    try await Self.play(subjects.filter { words.contains($0.action.word) }, hemostat, ward)
                }
                try await Self.expectTallies(subjects, ward)
                #expect(!hemostat.log.contains("hunter2"))
            }
        }

        private static func start(_ actions: [ActionCase], _ ward: Ward) async throws -> Subjects {
            try await withThrowingTaskGroup { group in
                for action in actions {
                    group.addTask {
                        let options = action.options.map {
                            $0.replacing("PREFIX", with: ward.prefix).replacing("BOUND", with: ward.bound)
                        }
                        let container = try await ward.run(action.word, action.command, options)
                        if action.options.contains("--health-cmd") { try await container.waitForHealth("healthy") }
                        return (action, container)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        private static func play(_ subjects: Subjects, _ hemostat: OperatorProcess, _ ward: Ward) async throws {
            try await ward.each(subjects) { try await $0.action.breakIt($0.container, ward) }
            for (action, container) in subjects {
                guard let deed = action.afterwards else { continue }
                try await hemostat.wait(for: container, toBe: "Verifying")
                try await deed(container, ward)
            }
            let episodes = try await hemostat.wait(
                for: subjects.map { ($0.container, $0.action.end) },
                within: .seconds(90)
            )
            for (action, container) in subjects {
                try await action.proof(container, ward)
                let episode = try #require(episodes[container.name])
                #expect(episode["actions"] == .number(1), "\(action.word): \(episode)")
                guard action.word != "wait" else { continue }
                try await expectEvidence(of: episode, action, hemostat)
            }
        }

        private static func expectEvidence(
            of episode: JSON,
            _ action: ActionCase,
            _ hemostat: OperatorProcess
        ) async throws {
            let id = try #require(episode["id"]?.string)
            let text = try await hemostat.redis("GET", RedisKeys.evidence(intent: "\(id)/1"))
            let evidence = try JSON(text: text)
            #expect(evidence["action"]?.string == action.keyword, "\(action.word)")
            #expect(evidence["facts"]?["status"]?.string?.isEmpty == false)
            #expect(!text.contains("hunter2"))
            if action.word == "cleanup" {
                let told = try await hemostat.redis("LRANGE", "hemostat:events:remediation_complete", "0", "-1")
                #expect(told.contains("removed \(episode["container"]?.string ?? "")-old"), "\(text) \(told)")
            }
            if action.word == "exec-fails" {
                #expect(evidence["output"]?["lines"] == .array([.string("password=[redacted] no")]))
            }
        }

        private static func expectTallies(_ subjects: Subjects, _ ward: Ward) async throws {
            let tallies = try await ward.tallies(subjects.map(\.container))
            for (action, container) in subjects {
                let wanted = ["start", "restart", "stop", "pause", "unpause", "destroy"]
                let tally = (tallies[container.name] ?? [:]).filter {
                    wanted.contains($0.key) || action.tally[$0.key] != nil
                }
                let isMoved = ["recreate", "renew-fails"].contains(action.word)
                let expected = action.word == "restart" ? action.tally.merging(["stop": 1]) { $1 } : action.tally
                #expect(tally == expected || isMoved, "\(action.word), by Docker's own account: \(tally)")
            }
        }

        // MARK: Dry runs

        static let actions = [
            "{restart: {timeout: 1s}}", "{start: {}}", "{stop: {timeout: 1s}}", "{unpause: {}}",
            "{signal: {name: HUP}}",
            #"{exec: {command: ["touch", "/pwned"]}}"#, "{scaleUp: {max: 3}}", "{scaleDown: {min: 1}}",
            "{cleanup: {stoppedContainers: true}}", "{updateResources: {memory: 64Mi}}", "{recreate: {}}", "{none: {}}",
        ]

        @Test("a dry run of each action says what it would do, and does nothing")
        func dryRuns() async throws {
            try await Ward.open { ward in
                var containers: [TestContainer] = []
                for (index, action) in Self.actions.enumerated() {
                    var policy = PolicyText("\(ward.prefix)-d\(index)", "\(ward.prefix)-d\(index)")
                    policy.expectations = ["{name: up, state: {is: Running}}"]
                    policy.steps = ["{action: \(action)}"]
                    policy.mode = "DryRun"
                    try ward.apply(policy)
                }
                let hemostat = try await ward.startOperator()
                for index in Self.actions.indices {
                    containers.append(try await ward.run("d\(index)", ["sh", "-c", "sleep 0.3; exit 3"]))
                }
                let episodes = try await hemostat.wait(
                    for: containers.map { ($0, "Held DryRun") },
                    within: .seconds(90)
                )
                let told = try await hemostat.redis("LRANGE", "hemostat:events:remediation_complete", "0", "-1")
                for container in containers {
                    let episode = try #require(episodes[container.name])
                    #expect(episode["actions"] == .number(0))
                    #expect(episode["message"]?.string?.hasPrefix("would ") == true, "\(episode)")
                    #expect(told.contains(container.name))
                    #expect(try await container.state == "exited")
                }
                let tallies = try await ward.tallies(containers)
                for (name, tally) in tallies { #expect(tally == ["create": 1, "start": 1, "die": 1], "\(name)") }
                #expect(try await ward.count("name=\(ward.prefix)") == containers.count)
            }
        }
    }
}

extension ActionCase {
    /// The action's name, as `{restart: …}` begins.
    var keyword: String { String(action.dropFirst().prefix { $0 != ":" }) }
}

extension Ward {
    /// How many containers, running or not, a filter of `docker ps` finds.
    func count(_ filter: String) async throws -> Int {
        try await docker.command(["ps", "-aq", "--filter", filter]).split(separator: "\n").count
    }

    /// A file that a container of the table binds, and loses.
    var bound: String { "\(policyDirectory)/bound.txt" }
}
