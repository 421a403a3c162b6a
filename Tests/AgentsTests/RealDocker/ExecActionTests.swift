import HemoStatCore
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// Commands inside a container: what a policy lists, word for word, and nothing else.
    @Suite struct ExecActionTests {
        private static func exec(_ command: [String], timeout: PolicyDuration = .seconds(20)) -> RemediationAction {
            .exec(.init(command: command, timeout: timeout))
        }

        @Test("it runs without a shell; another exit code is failure; its output is bounded, redacted and kept")
        func runs() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run()
                func run(
                    _ command: String...,
                    timeout: PolicyDuration = .seconds(20)
                ) async throws -> (ActionReport?, ActionEvidence?) {
                    let action = Self.exec(command, timeout: timeout)
                    bench.policy(action)
                    let prepared = try await bench.action(action, on: container.id)
                    return (await prepared.perform(), try await bench.evidence(of: prepared))
                }
                let (echo, kept) = try await run("echo", "$(touch /pwned); password=hunter2 && x")
                #expect(echo == ActionReport(.succeeded, details: "$(touch /pwned); password=[redacted] && x"))
                #expect(kept?.output?.lines == ["$(touch /pwned); password=[redacted] && x"])
                await #expect(throws: (any Error).self) { try await container.exec("test", "-e", "/pwned") }
                let (failed, _) = try await run("sh", "-c", "echo no >&2; exit 3")
                #expect(failed == ActionReport(.failed("exit code 3"), details: "no"))
                let (missing, _) = try await run("no-such-program")
                guard case .failed? = missing?.outcome else {
                    Issue.record("\(String(describing: missing))")
                    return
                }
                let (late, _) = try await run("sleep", "60", timeout: .milliseconds(300))
                #expect(late == ActionReport(.failed("it did not end within 300ms, and runs on")))
                let (much, output) = try await run("sh", "-c", "yes 0123456789012345 | head -c 1000000; echo end")
                #expect(much?.outcome == .succeeded && (much?.details?.utf8.count ?? 0) <= 504)
                #expect(output?.output?.isTruncated == true && output?.output?.lines.last?.hasSuffix("end") == true)
                #expect((output?.output?.lines.joined(separator: "\n").utf8.count ?? .max) <= 32 << 10)
            }
        }

        private static let listed = ["nginx", "-s", "reloadé"]

        /// Each differs from what is listed in one thing.
        static let others: [[String]] = [
            ["nginx", "-s"], ["nginx", "-s", "reloadé", ""], ["nginx", "-s", "reloadé", "-g", "x"],
            ["nginx -s reloadé"],
            ["sh", "-c", "nginx -s reloadé"], ["env", "nginx", "-s", "reloadé"], ["/usr/bin/env", "sh", "-c", "id"],
            ["nginx", "-s", "reload"], ["nginx", "-s", "Reloadé"], ["nginx", "-s", "reloadé\n"],
            ["nginx", "-s", "reloadé "],
            // The same text to Swift: an e and an accent of its own.
            ["nginx", "-s", "reloade\u{301}"],
            // Letters that look the same.
            ["ng\u{456}nx", "-s", "reloadé"], ["nginx", "\u{2010}s", "reloadé"], ["nginx\u{200B}", "-s", "reloadé"],
            ["nginx", "-s;id", "reloadé"], ["nginx", "-s", "$(id)"], ["./nginx", "-s", "reloadé"],
            ["NGINX", "-s", "reloadé"],
            [],
        ]

        @Test("what no policy in force lists is not run, however much alike: a tampered record runs nothing")
        func unlisted() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run()
                bench.policy(Self.exec(Self.listed))
                for command in Self.others {
                    let report = try await bench.perform(Self.exec(command), on: container)
                    #expect(report == ActionReport(.notDone("no policy web in force lists this command")), "\(command)")
                }
                #expect(bench.asked.isEmpty)
                #expect(Self.others.allSatisfy { !ExecDeed.isSame($0, Self.listed) })
                #expect(ExecDeed.isSame(Self.listed, Self.listed))
                // Listed, but by another policy, or by one that is suspended, or not any more.
                var action = try await bench.action(Self.exec(Self.listed), on: container.id)
                var intent = action.intent
                intent.policy = "other"
                action = DockerAction(link: bench.link, intent: intent, target: action.target)
                #expect(await action.perform() == ActionReport(.notDone("no policy other in force lists this command")))
                let suspended = Given.policy { spec in
                    spec.suspend = true
                    spec.remediation.steps = [RemediationStep(action: Self.exec(Self.listed))]
                }
                for policies in [[suspended], []] {
                    _ = bench.catalog.update(policies)
                    let report = try await bench.perform(Self.exec(Self.listed), on: container)
                    #expect(report?.outcome == .notDone("no policy web in force lists this command"))
                }
                #expect(bench.asked.isEmpty)
            }
        }
    }
}
