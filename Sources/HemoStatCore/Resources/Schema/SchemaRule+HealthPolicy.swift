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
            let help = Suggestion.help(for: name, among: names)
            return Diagnostic("no expectation is named \(Diagnostic.quote(name)); \(help)", at: reference)
        }
    }

    /// On an expectation.
    static let forFitsPeriod = SchemaRule("`for` is 0s, or no shorter than the time between two samples") {
        expectation in
        let metric = ExpectationSchema.metrics.first { expectation[$0] != nil }
        let probe = ExpectationSchema.probes.first { expectation[$0] != nil }
        guard let check = metric ?? probe, let node = expectation["for"], let span = node.duration, span > .zero
        else { return [] }
        let period = metric == nil ? expectation[check]?["every"]?.duration : Check.metricPeriod
        guard let period, span < period else { return [] }
        return [
            Diagnostic(
                "\(check) is sampled every \(period): expected 0s or at least \(period), found \(span)",
                at: node
            )
        ]
    }

    /// On `http`, `tcp` and `exec`.
    static let timeoutFitsPeriod = SchemaRule("`timeout` is no longer than `every`") { probe in
        guard let node = probe["timeout"], let timeout = node.duration, let every = probe["every"]?.duration,
            timeout > every
        else { return [] }
        return [Diagnostic("expected at most every (\(every)), found \(timeout)", at: node)]
    }

    /// On `oomKilled`.
    static let neverIsTrue = SchemaRule("`never` is true") { check in
        guard let node = check["never"], case .bool(false) = node.value else { return [] }
        return [Diagnostic("expected true, found false; leave the expectation out to allow OOM kills", at: node)]
    }

    /// On `remediation`.
    static let stepsUnlessObserving = SchemaRule("`steps` are required unless the mode is Observe") { remediation in
        guard let mode = remediation["mode"]?.text.flatMap(RemediationMode.init), mode != .observe,
            let steps = remediation["steps"], case .array([]) = steps.value
        else { return [] }
        return [Diagnostic("mode \(mode.rawValue) needs at least one step, found none", at: steps)]
    }

    /// On `remediation`.
    ///
    /// Only a warning: the budget refills, and the step is reached then.
    static let budgetReachesSteps = SchemaRule("the budget lets every step have its turn") { remediation in
        guard case .integer(let budget)? = remediation["budget"]?["actions"]?.value,
            let within = remediation["budget"]?["within"]?.text, let (step, used) = remediation.step(after: budget)
        else { return [] }
        let message =
            "the steps before it use up \(used) actions, the budget allows \(budget) in \(within):"
            + " it has to wait for the budget; raise budget.actions or lower attempts"
        return [Diagnostic(message, severity: .warning, at: step)]
    }

    /// On `remediation`.
    ///
    /// Only a warning, for the same reason, and silent where the budget runs out first.
    static let breakerReachesSteps = SchemaRule("the breaker lets every step have its turn") { remediation in
        let breaker = remediation["circuitBreaker"]
        guard case .integer(let failures)? = breaker?["failures"]?.value, let pause = breaker?["halfOpenAfter"]?.text,
            case .integer(let budget)? = remediation["budget"]?["actions"]?.value,
            remediation.step(after: budget) == nil, let (step, used) = remediation.step(after: failures)
        else { return [] }
        let message =
            "the steps before it may fail \(used) times, circuitBreaker opens at \(failures):"
            + " it has to wait \(pause); raise circuitBreaker.failures or lower attempts"
        return [Diagnostic(message, severity: .warning, at: step)]
    }

    /// On `remediation`.
    static let stepsDiffer = SchemaRule("no step repeats the one before it") { remediation in
        let steps = remediation["steps"]?.elements ?? []
        return zip(steps, steps.dropFirst()).compactMap { first, second in
            guard let action = first["action"], action.hasSameMeaning(as: second["action"]),
                first["when"].hasSameMeaning(as: second["when"])
            else { return nil }
            let message = "does the same as the step before it; raise that step's attempts instead"
            return Diagnostic(message, severity: .warning, at: second)
        }
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
    /// Of `remediation`, the first step whose turn comes only after so many attempts, and how many they are.
    fileprivate func step(after limit: Int64) -> (step: DocumentNode, used: Int64)? {
        var used: Int64 = 0
        for step in self["steps"]?.elements ?? [] {
            if used >= limit { return (step, used) }
            if case .integer(let attempts)? = step["attempts"]?.value { used += attempts }
        }
        return nil
    }
}
