/// What `/readyz` asks: each check by name, nil when it passes, else one sentence.
package struct HealthChecks: Sendable {
    package var checks: [(name: String, problem: @Sendable () -> String?)]

    package init(_ checks: [(name: String, problem: @Sendable () -> String?)]) { self.checks = checks }

    /// Kubernetes' verbose form: `[+]redis ok`, `[-]redis failed: …`.
    func verdict(of endpoint: String, isVerbose: Bool) -> (isHealthy: Bool, text: String) {
        let results = checks.map { ($0.name, $0.problem()) }
        let isHealthy = results.allSatisfy { $0.1 == nil }
        guard isVerbose || !isHealthy else { return (true, "ok") }
        let lines = results.map { name, problem in problem.map { "[-]\(name) failed: \($0)" } ?? "[+]\(name) ok" }
        let end = "\(endpoint) check \(isHealthy ? "passed" : "failed")"
        return (isHealthy, (lines + [end]).joined(separator: "\n") + "\n")
    }
}
