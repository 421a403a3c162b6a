import TestSupport
import Testing

extension RealDocker {
    /// Whose doing it was, told apart on a real engine: by Docker's own account nothing a person, Compose, Swarm or Watchtower
    /// did is undone, and nothing that befell a container is missed.
    @Suite struct HumanIntent {
        private typealias Subjects = [(row: IntentRow, container: TestContainer)]

        @Test(
            "stop, kill, pause, OOM, crash, exit 0, Compose, Swarm, rename, Watchtower: no false restart, no missed crash"
        )
        func matrix() async throws {
            // An engine of its own: a Swarm changes an engine.
            let machine = try await PrivateEngine.start()
            defer { machine.close() }
            try await Ward.open(on: Docker(host: machine.host)) { ward in
                try Self.apply(ward)
                let witness = try DockerEventLog(ward.docker, since: ward.opened, filters: ["type=container"])
                defer { witness.close() }
                let label = Self.label(ward)
                async let started = Self.start(ward)
                async let swarm = SwarmService.start("\(ward.prefix)-svc", label: label, on: ward.docker)
                async let composed = Self.compose(ward)
                let (subjects, service, projects) = try await (started, swarm, composed)
                let hemostat = try await ward.startOperator()

                async let rows: Void = Self.meddle(with: subjects)
                async let replaced = Self.watchtower(ward)
                async let tasks = service.liveThrough()
                async let rounds: Void = Self.live(through: projects)
                let (_, pair, ids, _) = try await (rows, replaced, tasks, rounds)

                try await Self.wait(for: subjects, hemostat)
                // Heals a crash, and proves it, twice over: by then everything above was looked at for seconds more.
                try await Self.provesItself(pair.new, hemostat, ward)
                try await witness.catchUp()
                try await Self.expectRows(subjects, hemostat, ward)
                Self.expectReplaced(pair, witness)
                Self.expectTasks(ids, witness)
                Self.expectComposed(projects, witness)

                try await Self.takeUpAgain(subjects, hemostat, ward)
                for project in projects { try await project.run("down", "-t", "0") }
                try await service.end()
            }
        }

        private static func label(_ ward: Ward) -> String { "hs.ward=\(ward.prefix)" }

        /// By label, as what Compose and Swarm rename and replace stays under care.
        private static func apply(_ ward: Ward) throws {
            var policy = PolicyText(ward.prefix, "any")
            policy.steps = [
                "{when: [up], action: {start: {}}, attempts: 3}", "{action: {restart: {timeout: 1s}}, attempts: 3}",
            ]
            let selector = "matchLabels: {hs.ward: \(ward.prefix)}"
            try ward.write("policy.yaml", policy.yaml.replacing(#"matchNames: ["any"]"#, with: selector))
        }

        // MARK: What is done

        private static func start(_ ward: Ward) async throws -> Subjects {
            try await withThrowingTaskGroup { group in
                for row in IntentRow.all {
                    group.addTask {
                        let container = try await ward.run(
                            row.word,
                            row.command,
                            row.options + ["--label", label(ward)]
                        )
                        try await Patient.waitUntilUp(container)
                        return (row, container)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        private static func meddle(with subjects: Subjects) async throws {
            try await withThrowingTaskGroup { group in
                for (row, container) in subjects { group.addTask { try await row.deed(container) } }
                try await group.waitForAll()
            }
        }

        /// Stops, removes, and runs another one under the same name.
        private static func watchtower(_ ward: Ward) async throws -> (old: TestContainer, new: TestContainer) {
            let options = ["--label", label(ward)]
            let old = try await ward.run("watched", Patient.crashesWhenTold, options)
            try await Patient.waitUntilUp(old)
            try await old.perform("stop")
            await old.remove()
            let new = try await ward.run("watched", Patient.crashesWhenTold, options)
            try await Patient.waitUntilUp(new)
            return (old, new)
        }

        private static let composeWords = ["down", "up", "force", "restart", "stop"]

        private static func compose(_ ward: Ward) async throws -> [ComposeProject] {
            let projects = try composeWords.map {
                try ComposeProject("\(ward.prefix)-\($0)", label: label(ward), on: ward.docker)
            }
            try await ward.each(projects) { try await $0.run("up", "-d") }
            return projects
        }

        private static func live(through projects: [ComposeProject]) async throws {
            try await withThrowingTaskGroup { group in
                for (word, project) in zip(composeWords, projects) {
                    group.addTask {
                        switch word {
                        case "down": try await project.run("down")
                        case "up": try await project.run("up", "-d", setting: "two")
                        case "force": try await project.run("up", "-d", "--force-recreate")
                        case "restart": try await project.run("restart")
                        default: try await project.run("stop")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }

        // MARK: What has to come of it

        /// By container ID, as names change.
        private static func episodes(_ hemostat: OperatorProcess) async throws -> [String: JSON] {
            let all = try await hemostat.statusJSON()["episodes"]?.array ?? []
            return Dictionary(all.map { ($0["containerID"]?.string ?? "", $0) }) { newest, _ in newest }
        }

        private static func standing(_ episode: JSON?) -> String? {
            guard let phase = episode?["phase"]?.string else { return nil }
            return [phase, episode?["reason"]?.string].compactMap { $0 }.joined(separator: " ")
        }

        private static func wait(for subjects: Subjects, _ hemostat: OperatorProcess) async throws {
            try await eventually(within: .seconds(90), every: .milliseconds(150), "every row to come to rest") {
                let episodes = try await episodes(hemostat)
                let others = subjects.compactMap { row, container -> String? in
                    guard let end = row.end else { return nil }
                    let found = standing(episodes[container.id])
                    return found == end ? nil : "\(row.word): \(found ?? "nothing")"
                }
                guard others.isEmpty else {
                    throw CommandError(command: "hemostat status", output: others.joined(separator: ", "))
                }
                return true
            }
        }

        private static func provesItself(
            _ container: TestContainer,
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            for round in 1...2 {
                try await Patient.waitUntilUp(container)
                try await Patient.crash(container)
                try await eventually("\(container.name) to be started") {
                    ward.times("start", of: container).count == round + 1
                }
                try await hemostat.wait(for: container, toBe: "Resolved")
            }
        }

        private static func expectRows(_ subjects: Subjects, _ hemostat: OperatorProcess, _ ward: Ward) async throws {
            let tallies = try await ward.tallies(subjects.map(\.container))
            let episodes = try await episodes(hemostat)
            for (row, container) in subjects {
                let tally = (tallies[container.name] ?? [:]).filter { ["start", "restart"].contains($0.key) }
                #expect(tally == row.tally, "\(row.word), by Docker's own account")
                let episode = episodes[container.id]
                let actions = episode?["actions"]?.number ?? 0
                #expect(actions == (row.isHealed ? 1 : 0), "\(row.word): \(episode ?? .null)")
                if let end = row.end {
                    #expect(standing(episode) == end, "\(row.word): \(episode ?? .null)")
                } else if let phase = episode?["phase"]?.string {
                    // A restart's short absence is over without a word.
                    #expect(phase == "Resolved", "\(row.word): \(episode ?? .null)")
                }
                if !row.isHealed { #expect(ward.alerts(about: container).isEmpty, "\(row.word)") }
            }
        }

        /// What Docker did to each container with these events, in their order.
        private static func deeds(_ events: [DockerEvent]) -> [[String]] {
            var order: [String] = []
            var deeds: [String: [String]] = [:]
            for event in events where ["start", "restart", "rename", "destroy"].contains(event.action) {
                if deeds[event.id] == nil { order.append(event.id) }
                deeds[event.id, default: []].append(event.action)
            }
            return order.map { deeds[$0] ?? [] }
        }

        private static func expectReplaced(_ pair: (old: TestContainer, new: TestContainer), _ witness: DockerEventLog)
        {
            #expect(deeds(witness.events(of: pair.old)) == [["start", "destroy"]], "what Watchtower replaced")
            // Two crashes of the new one, each healed.
            #expect(deeds(witness.events(of: pair.new)) == [["start", "start", "start"]])
        }

        private static func expectTasks(_ ids: Set<String>, _ witness: DockerEventLog) {
            #expect(ids.count == 5)
            for id in ids {
                let starts = witness.events.filter { $0.id == id && ["start", "restart"].contains($0.action) }
                #expect(starts.map(\.action) == ["start"], "a task is Swarm's to replace, and nobody's to start again")
            }
        }

        private static func expectComposed(_ projects: [ComposeProject], _ witness: DockerEventLog) {
            let expected = [
                "down": [["start", "destroy"]],
                "up": [["start", "rename", "destroy"], ["start"]],
                "force": [["start", "rename", "destroy"], ["start"]],
                "restart": [["start", "start", "restart"]],
                "stop": [["start"]],
            ]
            for (word, project) in zip(composeWords, projects) {
                let events = witness.events.filter { $0.attributes["com.docker.compose.project"] == project.name }
                #expect(deeds(events) == expected[word], "docker-compose \(word), by Docker's own account")
            }
        }

        /// Started again by hand they are under care again: a crash is healed.
        private static func takeUpAgain(_ all: Subjects, _ hemostat: OperatorProcess, _ ward: Ward) async throws {
            let words = ["stop": "start", "kill": "start", "pause": "unpause", "rename-crash": "start"]
            let subjects = all.filter { words[$0.row.word] != nil }
            let before = try await ward.tallies(subjects.map(\.container))
            for (row, container) in subjects {
                try await ward.docker.command([words[row.word] ?? "start", container.id])
            }
            try await eventually(within: .seconds(60), every: .milliseconds(150), "them to be well again") {
                let episodes = try await episodes(hemostat)
                return subjects.allSatisfy { standing(episodes[$0.container.id]) == "Resolved" }
            }
            for (_, container) in subjects {
                try await ward.docker.command(["exec", "-d", container.id, "touch", "/crash"])
            }
            try await eventually(within: .seconds(60), every: .milliseconds(150), "their crashes to be healed") {
                let episodes = try await episodes(hemostat)
                return subjects.allSatisfy {
                    let episode = episodes[$0.container.id]
                    return standing(episode) == "Resolved" && episode?["actions"] == .number(1)
                }
            }
            let after = try await ward.tallies(subjects.map(\.container))
            for (row, container) in subjects {
                let starts = (before[container.name]?["start"] ?? 0, after[container.name]?["start"] ?? 0)
                let byHand = words[row.word] == "start" ? 1 : 0
                #expect(starts.1 == starts.0 + byHand + 1, "\(row.word): by hand, and by us")
            }
        }
    }
}
