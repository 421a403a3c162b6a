import HemoStatCore
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// The operator dies at each step of a recreation, and whoever comes next ends it.
    @Suite struct RecreateCrashTests {
        /// How it dies at a call that changes something.
        enum Death: String, CaseIterable, CustomTestStringConvertible {
            /// The call goes through, its answer is never seen.
            case afterCall
            /// The call never arrives.
            case beforeCall

            var testDescription: String { rawValue }

            var verdict: SocketProxy.Verdict { self == .afterCall ? .forwardWithoutAnswer : .drop }
        }

        /// Create, connect, stop, rename, rename, start, remove.
        private static let calls = 7

        @Test(
            "killed at every call, one container of the name runs in the end, with its data, and nothing is left behind",
            arguments: Death.allCases
        )
        func everyStep(death: Death) async throws {
            let network = Docker.uniqueName("net")
            try await ActionBench.open { bench in
                try await bench.docker.command(["network", "create", network])
                for step in 0...Self.calls { try await die(death, at: step, network, bench) }
            }
            _ = try? await Docker().command(["network", "rm", network])
        }

        private func die(_ death: Death, at step: Int, _ network: String, _ bench: ActionBench) async throws {
            let container = try await bench.run(["-v", "/anon", "-v", "\(network):/named"])
            try await bench.docker.command(["network", "connect", network, container.name])
            try await container.exec("sh", "-c", "echo kept > /anon/file; echo kept > /named/file")
            let action = try await bench.action(.recreate, on: container.id)
            let before = bench.asked.count
            bench.judge.value = { [lease = bench.lease] _, number in
                guard number - before == step else { return .forward }
                lease.value = nil
                return death.verdict
            }
            let report = await action.perform()
            let sent = bench.asked.count - before
            // Done before it could die, or not a word.
            #expect(report?.outcome ?? .unknown == (step == Self.calls ? .succeeded : .unknown))
            #expect(sent == min(step + 1, Self.calls), "not one call after its death")

            bench.judge.value = { _, _ in .forward }
            bench.lease.value = HeldLease(name: "host:default", holder: "next", epoch: 8, remaining: .seconds(5))
            let settled = try await settle(action.intent, container, bench)
            try await expectOne(container, settled, bench, "\(death) at \(step)")
            bench.lease.value = ResponderWorld.lease().value
            bench.now.value = nil
            await bench.discard(container)
        }

        /// A call on its way when its sender died may take effect a moment later.
        private func settle(_ intent: Intent, _ container: Subject, _ bench: ActionBench) async throws -> ActionReport {
            for _ in 0..<20 {
                if let report = try await bench.settle(intent, name: container.name) { return report }
                try await Task.sleep(for: .milliseconds(100))
            }
            bench.now.value = intent.deadline + .seconds(1)
            return try #require(try await bench.settle(intent, name: container.name))
        }

        private func expectOne(
            _ container: Subject,
            _ report: ActionReport,
            _ bench: ActionBench,
            _ words: String
        ) async throws {
            let place = Comment(rawValue: words)
            #expect(try await bench.names("name=\(container.name)") == [container.name], place)
            #expect(try await container.state == "running", place)
            let id = try await bench.docker.inspect(container.name, "{{.Id}}")
            #expect(report.successor == (id == container.id ? nil : id), place)
            #expect((report.outcome == .succeeded) == (id != container.id), place)
            #expect(try await container.exec("cat", "/anon/file", "/named/file") == "kept\nkept", place)
            #expect(try await container.inspect("{{len .NetworkSettings.Networks}}") == "2", place)
        }
    }
}
