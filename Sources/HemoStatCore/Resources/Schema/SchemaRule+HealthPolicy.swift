extension SchemaRule {
    /// On `spec`.
    ///
    /// Silent while some expectation has no readable name: it may be the one that is meant.
    static let whenNamesExpectations = SchemaRule("each `when` of a step names expectations of the policy") { spec in
        let expectations = spec["expectations"]?.elements ?? []
        let names = expectations.compactMap { $0["name"]?.text }
        guard names.count == expectations.count, !names.isEmpty else { return [] }
        let known = Set(names)
        let steps = spec["remediation"]?["steps"]?.elements ?? []
        return steps.flatMap { $0["when"]?.elements ?? [] }.compactMap { reference in
            guard let name = reference.text, !known.contains(name) else { return nil }
            let help =
                Suggestion.nearest(to: name, among: names).map { "did you mean \"\($0)\"?" }
                ?? "there are \(names.prefix(10).joined(separator: ", "))"
            return Diagnostic("no expectation is named \(Diagnostic.quote(name)); \(help)", at: reference)
        }
    }

    /// On an expectation.
    static let sampledChecksLastAPeriod = SchemaRule("`for` of a sampled check is 0s or at least 1s") { expectation in
        guard let sampled = HealthPolicySchema.sampled.first(where: { expectation[$0] != nil }),
            let node = expectation["for"], let span = node.duration, span > .zero, span < .seconds(1)
        else { return [] }
        return [Diagnostic("\(sampled) is sampled every second: expected 0s or at least 1s, found \(span)", at: node)]
    }

    /// On `remediation`.
    static let stepsUnlessObserving = SchemaRule("`steps` are required unless the mode is Observe") { remediation in
        guard let mode = remediation["mode"]?.text.flatMap(RemediationMode.init), mode != .observe,
            let steps = remediation["steps"], case .array([]) = steps.value
        else { return [] }
        return [Diagnostic("mode \(mode.rawValue) needs at least one step, found none", at: steps)]
    }

    /// On `verify`.
    static let verificationFits = SchemaRule("`timeout` is at least `stableFor`") { verify in
        guard let node = verify["timeout"], let timeout = node.duration,
            let stableFor = verify["stableFor"]?.duration, timeout < stableFor
        else { return [] }
        return [Diagnostic("expected at least stableFor (\(stableFor)), found \(timeout)", at: node)]
    }
}

extension DocumentNode {
    fileprivate var duration: PolicyDuration? { text.flatMap { PolicyDuration($0) } }
}

extension Diagnostic {
    fileprivate init(_ message: String, at node: DocumentNode) {
        self.init(message, path: node.path, position: node.position)
    }
}
