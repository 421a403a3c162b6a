import HemoStatCore
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// A Swarm of one node, on an engine of its own.
    @Suite struct ScaleActionTests {
        @Test("a service is scaled by its exact id, within floor and ceiling, and by nothing else")
        func scale() async throws {
            let machine = try await PrivateEngine.start()
            defer { machine.close() }
            let docker = machine.docker
            try await ActionBench.open(on: docker) { bench in
                let loose = try await bench.run(["--label", "com.docker.swarm.service.name=web"])
                func refusal(_ action: RemediationAction, on id: String) async throws -> String {
                    guard case .failed(let reason)? = await (try await bench.action(action, on: id)).perform()?.outcome
                    else { return "it was not refused" }
                    return reason
                }
                #expect(try await refusal(.scaleUp(.init(max: 3)), on: loose.id).contains("no task of a Swarm service"))
                let fake = try await bench.run(["--label", "\(ScaleDeed.serviceLabel)=abcdefghijklmnopqrstuvwxy"])
                #expect(try await refusal(.scaleUp(.init(max: 3)), on: fake.id).contains("no manager"))

                try await docker.command(["swarm", "init", "--advertise-addr", "127.0.0.1"])
                func service(_ name: String, _ options: String...) async throws -> String {
                    try await docker.command(
                        ["service", "create", "-d", "--no-resolve-image", "--name", name] + options + [Docker.image]
                            + Docker.idle
                    )
                }
                func replicas(_ id: String) async throws -> String {
                    try await docker.command([
                        "service", "inspect", "--format", "{{.Spec.Mode.Replicated.Replicas}}", id,
                    ])
                }
                func task(of service: String) async throws -> String {
                    try await eventually("a task of \(service)") {
                        let filter = "label=\(ScaleDeed.serviceLabel)=\(service)"
                        let ids = try await docker.command(["ps", "-q", "--no-trunc", "--filter", filter])
                        return ids.split(separator: "\n").first.map(String.init)
                    }
                }
                let web = try await service("web", "--replicas", "1")
                let other = try await service("web-2", "--replicas", "1")
                let container = try await task(of: web)
                let up = try await bench.action(.scaleUp(.init(by: 2, max: 2)), on: container)
                #expect(await up.perform() == ActionReport(.succeeded, details: "service web: 1 to 2 replicas"))
                #expect(try await replicas(web) == "2")
                #expect(try await replicas(other) == "1")
                // Whoever comes after a crash sees it in the service.
                #expect(try await bench.settle(up.intent, name: "web")?.outcome == .succeeded)
                #expect(try await refusal(.scaleUp(.init(max: 2)), on: container).contains("has 2 replicas already"))
                let down = try await bench.action(.scaleDown(.init(by: 5, min: 1)), on: container)
                #expect(await down.perform() == ActionReport(.succeeded, details: "service web: 2 to 1 replicas"))
                #expect(try await replicas(web) == "1")
                // Of the first nothing is to be seen any more.
                #expect(try await bench.settle(up.intent, name: "web") == nil)
                #expect(try await bench.settle(down.intent, name: "web")?.outcome == .succeeded)

                let global = try await service("everywhere", "--mode", "global")
                #expect(try await refusal(.scaleUp(.init(max: 9)), on: try await task(of: global)).contains("global"))
                #expect(bench.asked.filter { $0.contains("/services/") }.count == 2)
                #expect(try await replicas(other) == "1")
                try await docker.command(["swarm", "leave", "--force"])
            }
        }
    }
}
