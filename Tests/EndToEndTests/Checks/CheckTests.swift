import TestSupport
import Testing

extension RealDocker {
    /// Each check of the policy language, from the document to the container that is well again.
    @Suite struct Checks {
        private typealias Subjects = [(check: CheckCase, container: TestContainer)]

        @Test("what is fine is left alone; broken in the way its check is about, it is acted on once, and verified")
        func eachCheck() async throws {
            try await Ward.open { ward in
                for check in CheckCase.all { try ward.apply(check.policy(ward)) }
                try ward.apply(PolicyText("\(ward.prefix)-sentinel", "\(ward.prefix)-sentinel"))
                try ward.write("host.yaml", Self.noStorm)
                let sink = "while :; do nc -l -p 7001 > /dev/null; done"
                _ = try await ward.run("peer", ["sh", "-c", sink], ["--cpus", "0.1"])
                // In the state they are wanted in before anybody looks.
                let subjects = try await Self.start(ward)
                let hemostat = try await ward.startOperator()
                try await Self.expectLeftAlone(subjects, hemostat, ward)

                try await ward.each(subjects) { try await $0.check.breakIt($0.container, ward) }
                try await Self.help(subjects, hemostat, ward)
                let episodes = try await hemostat.wait(
                    for: subjects.map { ($0.container, $0.check.end) },
                    within: .seconds(120)
                )
                try await Self.expectOneAction(subjects, episodes, ward)
            }
        }

        /// Two dozen in trouble at once are what this test is about.
        private static let noStorm = """
            apiVersion: hemostat.dev/v1
            kind: DockerHost
            metadata: {name: default}
            spec: {endpoint: "unix:///var/run/docker.sock", stormBrake: {share: 100%, minimum: 10000}}

            """

        private static func start(_ ward: Ward) async throws -> Subjects {
            let disk = try await ward.disk()
            return try await withThrowingTaskGroup { group in
                for check in CheckCase.all {
                    group.addTask {
                        let options = check.options.map { $0.replacing(CheckCase.disk, with: disk) }
                        let container = try await ward.run(check.word, check.command, options)
                        try await check.prepare(container, ward)
                        return (check, container)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        /// While the same operator finds and heals a crash, and proves it, twice over.
        private static func expectLeftAlone(
            _ subjects: Subjects,
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            let before = try await ward.tallies(subjects.map(\.container))
            let sentinel = try await ward.run("sentinel", Patient.crashesWhenTold)
            for round in 1...2 {
                try await Patient.waitUntilUp(sentinel)
                try await Patient.crash(sentinel)
                try await eventually("the sentinel to be started") {
                    ward.times("start", of: sentinel).count == round + 1
                }
                try await hemostat.wait(for: sentinel, toBe: "Resolved")
            }
            let episodes = try await hemostat.episodes()
            let after = try await ward.tallies(subjects.map(\.container))
            for (check, container) in subjects {
                #expect(after[container.name] == before[container.name], "\(check.word) was fine")
                #expect(episodes[container.name] == nil, "\(check.word) was fine")
            }
        }

        /// Does what no action of ours could do, once one was done.
        private static func help(_ subjects: Subjects, _ hemostat: OperatorProcess, _ ward: Ward) async throws {
            for (check, container) in subjects {
                guard let deed = check.afterwards else { continue }
                try await hemostat.wait(for: container, toBe: "Verifying")
                try await deed(container, ward)
            }
        }

        private static func expectOneAction(
            _ subjects: Subjects,
            _ episodes: [String: JSON],
            _ ward: Ward
        ) async throws {
            let tallies = try await ward.tallies(subjects.map(\.container))
            for (check, container) in subjects {
                let episode = try #require(episodes[container.name])
                #expect(episode["actions"] == .number(check.action == nil ? 0 : 1), "\(check.word)")
                let analysis = (episode["trail"]?.array ?? []).last { $0["stage"]?.string == "Analysis" }
                #expect(analysis?["code"] == .string(check.rule), "\(check.word): \(analysis ?? .null)")
                #expect(episode["expectations"] == .array([.string("fine")]), "\(check.word)")
                #expect(episode["policies"] == .array([.string("\(ward.prefix)-\(check.word)")]), "\(check.word)")
                let tally = (tallies[container.name] ?? [:]).filter { ["start", "restart"].contains($0.key) }
                #expect(tally == check.tally, "\(check.word), by Docker's own account")
            }
        }
    }
}
