/// A confirmed, recent and certain enough diagnosis.
enum ConfidenceGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let minimum = input.step.policy.spec.analysis.minimumConfidence
        guard let diagnosis = input.episode.diagnosis else {
            return .deny(.confidence, "there is no diagnosis", nextEligible: input.now)
        }
        let inputs = [
            "confidence": "\(diagnosis.confidence)", "minimum": "\(minimum)", "rule": diagnosis.rule,
            "verdict": diagnosis.verdict.rawValue, "at": diagnosis.at.description,
        ]
        let again = diagnosis.at + Diagnosis.validity
        // Eligible at once: the next reconcile has it made anew.
        guard input.now <= again else {
            return .deny(.confidence, "the diagnosis is too old", nextEligible: input.now, inputs: inputs)
        }
        guard diagnosis.verdict == .confirmed else {
            return .deny(
                .confidence,
                reason: diagnosis.verdict.rawValue,
                diagnosis.cause,
                nextEligible: again,
                inputs: inputs
            )
        }
        guard diagnosis.confidence >= minimum else {
            return .deny(
                .confidence,
                "confidence \(diagnosis.confidence) is below the policy's \(minimum)",
                nextEligible: again,
                inputs: inputs
            )
        }
        return .allow(.confidence, inputs: inputs)
    }
}
