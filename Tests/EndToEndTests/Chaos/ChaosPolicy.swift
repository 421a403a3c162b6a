/// The limits of the chaos suite's policies, in seconds, and the documents that say so.
enum ChaosPolicy {
    static let cooldown = 2
    static let budgetActions = 3
    static let budgetWithin = 20
    static let stableFor = 1
    /// Docker waits so long for the slow container to end by itself.
    static let slowRestart = 10

    static func documents(prefix: String) -> String {
        let quick = document("quick", ["crash-*", "sick"], restart: 1, prefix: prefix)
        return quick + "---\n" + document("slow", ["slow"], restart: slowRestart, prefix: prefix)
    }

    private static func document(_ name: String, _ matching: [String], restart: Int, prefix: String) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(prefix)-\(name)}
        spec:
          selector: {matchNames: [\(matching.map { "\"\(prefix)-\($0)\"" }.joined(separator: ", "))]}
          expectations:
            - {name: up, state: {is: Running}}
            - {name: healthy, health: {is: Healthy}}
          remediation:
            mode: Enforce
            steps:
              - {when: [up, healthy], action: {restart: {timeout: \(restart)s}}, attempts: 3}
            cooldown: \(cooldown)s
            budget: {actions: \(budgetActions), within: \(budgetWithin)s}
            circuitBreaker: {failures: 10, within: 1m, halfOpenAfter: 5s}
            verify: {stableFor: \(stableFor)s, timeout: 8s}

        """
    }
}
