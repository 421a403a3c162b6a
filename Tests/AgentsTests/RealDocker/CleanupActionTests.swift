import HemoStatCore
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// Cleanup removes leftovers of the target's own Compose project and service, and nothing else.
    @Suite struct CleanupActionTests {
        private static func compose(_ project: String, _ service: String = "web", _ more: [String] = []) -> [String] {
            ["--label", "com.docker.compose.project=\(project)", "--label", "com.docker.compose.service=\(service)"]
                + more.flatMap { ["--label", $0] }
        }

        private static let ended = ["sh", "-c", "exit 0"]

        private struct Yard {
            var bench: ActionBench
            var project: String
            var target: Subject

            func leftover(
                _ word: String,
                project other: String? = nil,
                _ service: String = "web",
                labels: [String] = [],
                options: [String] = []
            ) async throws -> Subject {
                let container = try await bench.run(
                    CleanupActionTests.compose(other ?? project, service, labels) + options,
                    command: CleanupActionTests.ended,
                    name: "\(project)-\(word)"
                )
                try await eventually("\(word) to end") { try await container.state == "exited" }
                return container
            }

            func isThere(_ container: Subject) async -> Bool { (try? await container.state) != nil }

            func cleanup(_ spec: RemediationAction.CleanupSpec) async throws -> ActionReport? {
                try await bench.perform(.cleanup(spec), on: target)
            }
        }

        private func open(_ body: (Yard) async throws -> Void) async throws {
            try await ActionBench.open { bench in
                let project = Docker.uniqueName()
                let target = try await bench.run(Self.compose(project), name: "\(project)-web-1")
                try await body(Yard(bench: bench, project: project, target: target))
            }
        }

        @Test(
            "only stopped containers whose two labels are the target's go; names and labels that look alike do not count"
        )
        func scope() async throws {
            try await open { yard in
                let gone = try await yard.leftover("old")
                let project = yard.project
                let aside = try await yard.leftover("x")
                let asideName = SetAside.old("\(project)-x", id: aside.id)
                try await yard.bench.docker.command(["rename", aside.name, asideName])
                let spared = [
                    try await yard.leftover("web-2-other", project: "\(project)2"),
                    try await yard.leftover("web-1-upper", project: project.uppercased()),
                    try await yard.leftover("web-1-blank", project: "\(project) "),
                    try await yard.leftover("service", "web2"), try await yard.leftover("prefix", "we"),
                    try await yard.leftover("upper", "Web"),
                    try await yard.leftover("oneoff", labels: ["com.docker.compose.oneoff=True"]),
                    try await yard.leftover("ignored", labels: ["hemostat.dev/ignore"]),
                    try await yard.leftover("component", labels: ["hemostat.dev/component=redis"]),
                    try await yard.bench.run(command: Self.ended, name: "\(project)_web_3"),
                    try await yard.bench.run(
                        ["--label", "com.docker.compose.project=\(project)"],
                        command: Self.ended
                    ),
                    try await yard.bench.run(Self.compose(project), name: "\(project)-runs"),
                    try await yard.bench.run(
                        Self.compose(project) + ["--restart", "always"],
                        command: ["sh", "-c", "exit 1"]
                    ),
                ]
                let paused = try await yard.bench.run(Self.compose(project), name: "\(project)-paused")
                try await paused.perform("pause")
                let created = "\(project)-created"
                try await yard.bench.docker.command(
                    ["create", "--name", created] + Self.compose(project) + [Docker.image, "true"]
                )
                let report = try #require(try await yard.cleanup(.init(stoppedContainers: true)))
                _ = try? await yard.bench.docker.command(["rm", created, asideName])
                #expect(report.outcome == .succeeded)
                #expect(report.details?.hasPrefix("removed \(gone.name)") == true, "\(report)")
                #expect(await !yard.isThere(gone))
                for container in spared + [paused, yard.target] {
                    #expect(await yard.isThere(container), "\(container.name)")
                }
                #expect(yard.bench.asked == ["DELETE /containers/\(gone.id)"])
            }
        }

        @Test("the target stays when it is stopped itself, and so does what is under care")
        func target() async throws {
            try await open { yard in
                let other = try await yard.leftover("web-2")
                let care = Given.episode(.held) { $0.containerID = other.id }
                yard.bench.link.episodes.put(care, of: other.id, insteadOf: nil)
                _ = yard.bench.catalog.update([Given.policy()])
                try await yard.target.perform("kill")
                try await eventually("the target to be down") { try await yard.target.state == "exited" }
                let report = try #require(try await yard.cleanup(.init(stoppedContainers: true, volumes: true)))
                #expect(report.outcome == .succeeded)
                #expect(report.details == "there was nothing to remove; left \(other.name) (it is under care itself)")
                #expect(await yard.isThere(yard.target))
                #expect(await yard.isThere(other))
                // Who only looks on cares for nothing.
                _ = yard.bench.catalog.update([Given.policy { $0.remediation.mode = .dryRun }])
                let next = try #require(try await yard.cleanup(.init(stoppedContainers: true)))
                #expect(next == ActionReport(.succeeded, details: "removed \(other.name)"))
                #expect(await yard.isThere(yard.target))
            }
        }

        @Test("without both Compose labels it is refused")
        func unlabelled() async throws {
            try await ActionBench.open { bench in
                for labels in [[], ["--label", "com.docker.compose.project=x"], Self.compose("", "")] {
                    let container = try await bench.run(labels)
                    let report = try await bench.perform(.cleanup(.init(stoppedContainers: true)), on: container)
                    guard case .failed(let reason)? = report?.outcome else {
                        Issue.record("\(String(describing: report))")
                        return
                    }
                    #expect(reason.contains("no Compose project"))
                }
                #expect(bench.asked.isEmpty)
            }
        }

        @Test("no volume goes unless it is asked for, then only anonymous ones that nobody else has")
        func volumes() async throws {
            try await open { yard in
                let docker = yard.bench.docker
                let named = "\(yard.project)-data"
                func volumes() async throws -> Set<String> {
                    Set(try await docker.command(["volume", "ls", "-q"]).split(separator: "\n").map(String.init))
                }
                func anonymous(of container: Subject) async throws -> String {
                    try await container.inspect(
                        "{{range .Mounts}}{{if eq .Destination \"/anon\"}}{{.Name}}{{end}}{{end}}"
                    )
                }
                let options = ["-v", "\(named):/data", "-v", "/anon"]
                let first = try await yard.leftover("old-1", options: options)
                let kept = try await anonymous(of: first)
                #expect(try await yard.cleanup(.init(stoppedContainers: true))?.outcome == .succeeded)
                #expect(await !yard.isThere(first))
                #expect(try await volumes().isSuperset(of: [named, kept]))
                // The anonymous one of this is another's by name; its own goes.
                let second = try await yard.leftover(
                    "old-2",
                    options: ["-v", "\(named):/data", "-v", "\(kept):/kept", "-v", "/anon"]
                )
                let own = try await anonymous(of: second)
                #expect(try await yard.cleanup(.init(stoppedContainers: true, volumes: true))?.outcome == .succeeded)
                #expect(await !yard.isThere(second))
                let left = try await volumes()
                #expect(left.isSuperset(of: [named, kept]) && !left.contains(own))
                _ = try? await docker.command(["volume", "rm", named, kept])
            }
        }

        @Test("of dangling images only those of the same project and service go, and none that is in use")
        func images() async throws {
            try await open { yard in
                let docker = yard.bench.docker
                func dangling(_ project: String, _ service: String) async throws -> String {
                    let source = try await docker.command(["create", Docker.image, Docker.uniqueName()])
                    let id = try await docker.command(
                        [
                            "commit", "-c",
                            "LABEL com.docker.compose.project=\"\(project)\" com.docker.compose.service=\"\(service)\"",
                            source,
                        ]
                    )
                    _ = try await docker.command(["rm", source])
                    return id
                }
                let own = try await dangling(yard.project, "web")
                let used = try await dangling(yard.project, "web")
                let others = [try await dangling("\(yard.project)2", "web"), try await dangling(yard.project, "web2")]
                let user = try await docker.command(["create", used, "true"])
                let report = try #require(try await yard.cleanup(.init(danglingImages: true)))
                #expect(report.outcome == .succeeded)
                func exists(_ id: String) async -> Bool { (try? await docker.inspect(id, "{{.Id}}")) != nil }
                #expect(await !exists(own))
                for id in others + [used] { #expect(await exists(id)) }
                #expect(report.details?.contains("docker keeps it") == true, "\(report)")
                _ = try? await docker.command(["rm", user])
                _ = try? await docker.command(["rmi"] + others + [used])
            }
        }
    }
}
