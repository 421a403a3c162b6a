import DockerEngine
import HemoStatCore
import Logging

/// Runs a command inside the container: one a policy lists, word for word, and without a shell.
struct ExecDeed: ActionDeed {
    let spec: RemediationAction.ExecSpec

    private static let outputBytes = 32 << 10
    private static let detailLines = 5
    private static let detailBytes = 500

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheck()
        // Not before: whoever takes a command out of a policy wants it never to run again.
        guard isListed(run) else { throw .notDone("no policy \(run.intent.policy) in force lists this command") }
        let result = try await run.send { () async throws(DockerError) in
            try await run.docker.exec(
                run.id,
                command: spec.command,
                timeout: spec.timeout.duration,
                maximumOutputBytes: Self.outputBytes
            )
        }
        let lines = run.redacted(lines: result.output.lines.map(\.text))
        await keep(ActionEvidence.Lines(lines: lines, isTruncated: result.isTruncated), run)
        let outcome: Intent.Outcome =
            switch result.exitCode {
            case 0: .succeeded
            case let code?: .failed("exit code \(code)")
            case nil: .failed("it did not end within \(spec.timeout), and runs on")
            }
        return ActionReport(outcome, details: Self.details(lines))
    }

    /// Whether a policy of the intent's name lists exactly these words.
    ///
    /// Compared as bytes: to Swift two spellings of an accented letter are the same text, to the program they are not.
    private func isListed(_ run: ActionRun) -> Bool {
        run.link.catalog.policies.contains { policy in
            policy.name == run.intent.policy && !policy.spec.suspend
                && policy.spec.remediation.steps.contains { step in
                    guard case .exec(let listed) = step.action else { return false }
                    return Self.isSame(listed.command, spec.command)
                }
        }
    }

    static func isSame(_ left: [String], _ right: [String]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    /// It has run: that its output is lost does not undo it.
    private func keep(_ output: ActionEvidence.Lines, _ run: ActionRun) async {
        do {
            try await run.amend { $0.output = output }
        } catch {
            run.link.logger.warning("output not kept", metadata: .init([.error: "\(error)"]))
        }
    }

    /// The first lines, for people.
    private static func details(_ lines: [String]) -> String? {
        let text = lines.prefix(detailLines).joined(separator: "\n")
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        return text.utf8.count <= detailBytes
            ? text : String(decoding: text.utf8.prefix(detailBytes), as: UTF8.self) + "…"
    }
}
