extension SchemaRule {
    /// On a policy test.
    static let timelineIsInOrder = SchemaRule("the timeline is in the order of `at`") { test in
        var last = PolicyDuration.zero
        var breaches: [Diagnostic] = []
        for moment in test["timeline"]?.elements ?? [] {
            guard let node = moment["at"], let at = node.duration else { continue }
            if at < last {
                breaches.append(
                    Diagnostic("expected at least \(last), which the entry before it says, found \(at)", at: node)
                )
            }
            last = max(last, at)
        }
        return breaches
    }

    /// On a policy test.
    static let timelineNamesContainers = SchemaRule("`set` and `expect` name containers of the test") { test in
        let containers = test["containers"]?.elements ?? []
        let names = containers.compactMap { $0["name"]?.text }
        guard names.count == containers.count, !names.isEmpty else { return [] }
        let moments = test["timeline"]?.elements ?? []
        return moments.flatMap { ($0["set"]?.members ?? []) + ($0["expect"]?.members ?? []) }.compactMap { member in
            guard TextFormat.containerName.accepts(member.key), !names.contains(member.key) else { return nil }
            let help = Suggestion.help(for: member.key, among: names)
            let message = "no container is named \(Diagnostic.quote(member.key)); \(help)"
            return Diagnostic(message, path: member.value.path, position: member.keyPosition)
        }
    }
}
