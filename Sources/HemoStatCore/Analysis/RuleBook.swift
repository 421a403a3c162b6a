/// The rules in the order they are asked: the first that does not abstain decides.
package enum RuleBook {
    private static let rules: [Rule] = [
        .recovered, .broughtBack, .outOfMemory, .crashLoop, .crashed, .exhausted, .unhealthy, .memoryPressure,
        .sustainedCPU, .manyProcesses, .sustainedTraffic, .loggedTrouble, .declared,
    ]

    /// Everything the rules know about an episode; never fails, `NoDiagnosis` when all abstain.
    package static func diagnose(_ input: AnalysisInput) -> Diagnosis {
        guard input.mode != .model else {
            return noDiagnosis("the policy wants a model's word, and there is no model", input)
        }
        for rule in rules {
            guard let conclusion = rule.conclude(input) else { continue }
            return Diagnosis(
                verdict: conclusion.verdict,
                rule: rule.name,
                cause: conclusion.cause,
                confidence: conclusion.confidence,
                at: input.now,
                startedAt: input.episode.startedAt
            )
        }
        return noDiagnosis("no rule knows this kind of divergence", input)
    }

    private static func noDiagnosis(_ cause: String, _ input: AnalysisInput) -> Diagnosis {
        Diagnosis(
            verdict: .noDiagnosis,
            rule: "NoDiagnosis",
            cause: cause,
            confidence: 0,
            at: input.now,
            startedAt: input.episode.startedAt
        )
    }
}
