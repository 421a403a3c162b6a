import HemoStatCore
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// A new container in the place of the old one, or the old one as before.
    @Suite struct RecreateActionTests {
        @Test("the new one has name, networks and volumes of the old one, which is gone with nothing left behind")
        func replaced() async throws {
            try await ActionBench.open { bench in
                let network = Docker.uniqueName("net")
                try await bench.docker.command(["network", "create", network])
                let container = try await bench.run(["-v", "/anon", "-e", "A=b", "--label", "tier=web"])
                try await bench.docker.command(["network", "connect", network, container.name])
                try await container.exec("sh", "-c", "echo kept > /anon/file; echo lost > /file")
                let action = try await bench.action(.recreate, on: container.id)
                let report = try #require(await action.perform())
                let id = try await bench.docker.inspect(container.name, "{{.Id}}")
                #expect(report == ActionReport(.succeeded, successor: id))
                #expect(id != container.id)
                #expect(try await container.exec("cat", "/anon/file") == "kept")
                await #expect(throws: (any Error).self) { try await container.exec("cat", "/file") }
                #expect(try await container.exec("sh", "-c", "echo $A") == "b")
                #expect(try await container.inspect("{{len .NetworkSettings.Networks}}") == "2")
                #expect(try await bench.names("name=\(container.name)") == [container.name])
                #expect(try await bench.evidence(of: action)?.plan?.recreation?.twin == id)
                // The same intent again finds nothing to replace.
                #expect(await action.perform()?.outcome != .succeeded)
                #expect(try await bench.docker.inspect(container.name, "{{.Id}}") == id)
                await bench.discard(container)
                _ = try? await bench.docker.command(["network", "rm", network])
            }
        }

        @Test("one that is down is replaced by one that runs")
        func down() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run(
                    ["-v", "/v"],
                    command: ["sh", "-c", "[ -e /v/x ] && exec sleep 600; touch /v/x; exit 3"]
                )
                try await eventually("it to crash") { try await container.state == "exited" }
                let report = try #require(try await bench.perform(.recreate, on: container))
                #expect(report.outcome == .succeeded)
                #expect(try await container.state == "running")
            }
        }

        /// The new one cannot start.
        @Test("when the new one fails the old one is back, with its name, its run and its data")
        func rolledBack() async throws {
            try await ActionBench.open { bench in
                // A mount the new one cannot have: the file it binds is gone.
                let folder = try TemporaryDirectory()
                try Files.write("x", to: folder.file("bound"))
                let container = try await bench.run([
                    "--mount", "type=bind,source=\(folder.file("bound")),target=/bound", "-v", "/anon",
                ])
                try await container.exec("sh", "-c", "echo kept > /anon/file; echo mine > /file")
                Files.remove(folder.file("bound"))
                let report = try #require(try await bench.perform(.recreate, on: container))
                guard case .failed = report.outcome else {
                    Issue.record("\(report)")
                    return
                }
                #expect(report.details == "rolled back: the old container stands as before")
                #expect(report.successor == nil)
                #expect(try await bench.docker.inspect(container.name, "{{.Id}}") == container.id)
                #expect(try await container.state == "running")
                #expect(try await container.exec("cat", "/file", "/anon/file") == "mine\nkept")
                #expect(try await bench.names("name=\(container.name)") == [container.name])
            }
        }

        /// Takes away what a container needs to start when the new one is started, and gives it back when `then` is.
        private func startless(
            _ back: Bool,
            _ body: (ActionBench, Subject, ActionReport) async throws -> Void
        ) async throws {
            try await ActionBench.open { bench in
                let folder = try TemporaryDirectory()
                let bound = folder.file("bound")
                try Files.write("x", to: bound)
                let container = try await bench.run([
                    "--mount", "type=bind,source=\(bound),target=/bound", "-v", "/anon",
                ])
                let id = container.id
                try await container.exec("sh", "-c", "echo kept > /anon/file")
                bench.judge.value = { request, _ in
                    guard request.path.hasSuffix("/start") else { return .forward }
                    if !request.path.contains(id) {
                        Files.remove(bound)
                    } else if back {
                        try? Files.write("x", to: bound)
                    }
                    return .forward
                }
                let report = try #require(try await bench.perform(.recreate, on: container))
                try await body(bench, container, report)
                _ = folder
            }
        }

        @Test("a new one that is made and cannot be started is undone, and the old one is started again")
        func rolledBackAfterStop() async throws {
            try await startless(true) { bench, container, report in
                guard case .failed(let reason) = report.outcome else {
                    Issue.record("\(report)")
                    return
                }
                #expect(reason.contains("/start"))
                #expect(report.details == "rolled back: the old container stands as before")
                let now = try await bench.docker.inspect(container.name, "{{.Id}} {{.State.Status}}")
                #expect(now == "\(container.id) running")
                #expect(try await container.exec("cat", "/anon/file") == "kept")
                #expect(try await bench.names("name=\(container.name)") == [container.name])
            }
        }

        @Test(
            "where the old one cannot be started again either, it has its name back, and people are told what stands where"
        )
        func stuck() async throws {
            try await startless(false) { bench, container, report in
                guard case .failed(let reason) = report.outcome else {
                    Issue.record("\(report)")
                    return
                }
                #expect(reason.contains("could not be rolled back"))
                #expect(report.details?.contains("the old one is \(container.name), stopped") == true, "\(report)")
                #expect(try await bench.docker.inspect(container.name, "{{.Id}}") == container.id)
                for name in try await bench.names("name=\(container.name)_hemostat") {
                    _ = try? await bench.docker.command(["rm", "-f", name])
                }
            }
        }

        @Test("it is refused where there would be no way back, or it would not be the same again")
        func refused() async throws {
            try await ActionBench.open { bench in
                let removed = try await bench.run(["--rm"])
                let task = try await bench.run(["--label", "com.docker.swarm.task.id=x"])
                let image = Docker.uniqueName("img")
                try await bench.docker.command(["tag", Docker.image, image])
                let moved = try await bench.docker.run(
                    [],
                    command: Docker.idle,
                    name: Docker.uniqueName(),
                    image: image
                )
                let commit = try await bench.docker.command(["commit", moved.name, image])
                for (container, reason) in [(removed, "--rm"), (task, "Swarm"), (moved, "another image")] {
                    let report = try await bench.perform(.recreate, on: container)
                    guard case .failed(let words)? = report?.outcome else {
                        Issue.record("\(String(describing: report))")
                        continue
                    }
                    #expect(words.contains(reason))
                }
                #expect(bench.asked.isEmpty)
                await moved.remove()
                _ = try? await bench.docker.command(["rmi", image, commit])
            }
        }
    }
}
