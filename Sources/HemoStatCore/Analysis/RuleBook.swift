/// The rules in the order they are asked: the first that does not abstain decides.
package enum RuleBook {
    private static let rules: [Rule] = [
        .recovered, .outOfMemory, .crashLoop, .crashed, .exhausted, .unhealthy, .memoryPressure, .sustainedCPU,
        .declared,
    ]

    /// Everything the rules know about an episode; never fails, `NoDiagnosis` when all abstain.
    package static func diagnose(_ input: AnalysisInput) -> Diagnosis {
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
        return Diagnosis(
            verdict: .noDiagnosis,
            rule: "NoDiagnosis",
            cause: "no rule knows this kind of divergence",
            confidence: 0,
            at: input.now,
            startedAt: input.episode.startedAt
        )
    }
}
