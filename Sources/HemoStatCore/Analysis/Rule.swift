/// One rule of analysis: a name, and a pure function that concludes or abstains.
struct Rule: Sendable {
    /// Reason code.
    let name: String
    let conclude: @Sendable (AnalysisInput) -> Conclusion?

    struct Conclusion: Sendable {
        var verdict: Diagnosis.Verdict = .confirmed
        var cause: String
        var confidence: Double
    }
}
