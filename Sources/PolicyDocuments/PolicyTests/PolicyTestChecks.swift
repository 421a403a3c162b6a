import HemoStatCore

/// What is wrong with a policy test although each of its fields is in order: it would test nothing, or not what it says.
enum PolicyTestChecks {
    private static let ends = [TestState.exited, .dead, .restarting].map(\.rawValue)

    static func problems(of test: DocumentNode) -> [Diagnostic] {
        let moments = test["timeline"]?.elements ?? []
        let changes = moments.flatMap { $0["set"]?.members ?? [] }
        let expectations = moments.flatMap { $0["expect"]?.members ?? [] }
        var problems = changes.compactMap { pointless($0.value) }
        problems += expectations.filter { $0.value.members.isEmpty }.map { member in
            let message =
                "expects nothing of \(Diagnostic.quote(member.key)); write what must be: phase, action, actions, …"
            return Diagnostic(message, path: member.value.path, position: member.value.position)
        }
        if expectations.isEmpty, let timeline = test["timeline"] {
            problems.append(
                Diagnostic("expects nothing: it could never fail", path: timeline.path, position: timeline.position)
            )
        }
        return problems.inTextOrder
    }

    /// A code or a cause of an end, start or pause that does not happen.
    private static func pointless(_ change: DocumentNode) -> Diagnostic? {
        let state = change["state"]?.text
        if let code = change["exitCode"], change["restarts"] == nil, state.map(ends.contains) != true {
            let message = "nothing ends with it: expected state: \(ends.joined(separator: ", ")), or restarts beside it"
            return Diagnostic(message, path: code.path, position: code.position)
        }
        if let cause = change["by"], state == nil {
            return Diagnostic(
                "nothing is done by anybody: expected state beside it",
                path: cause.path,
                position: cause.position
            )
        }
        return nil
    }
}
