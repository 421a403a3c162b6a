/// A policy document as people write it, with the short times of a test.
struct PolicyText {
    var name: String
    /// Globs over container names.
    var matching: [String]
    var expectations = ["{name: up, state: {is: Running}}", "{name: healthy, health: {is: Healthy}}"]
    var mode = "Enforce"
    var steps = ["{action: {restart: {timeout: 1s}}, attempts: 2}"]
    var cooldown = "0s"
    var budget = "{actions: 10, within: 1h}"
    var verify = "{stableFor: 1s, timeout: 10s}"
    /// More lines of `spec`, such as `priority: 5`.
    var settings: [String] = []
    /// Of `remediation`; absent when there are none.
    var windows: [String] = []

    init(_ name: String, _ matching: String...) {
        self.name = name
        self.matching = matching
    }

    /// The same for other containers.
    func selecting(_ word: String, _ matching: String...) -> PolicyText {
        var other = self
        other.name += "-\(word)"
        other.matching = matching
        return other
    }

    var yaml: String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(name)}
        spec:
          selector: {matchNames: [\(matching.map { "\"\($0)\"" }.joined(separator: ", "))]}
        \(settings.map { "  \($0)\n" }.joined())  expectations:
        \(expectations.map { "    - \($0)" }.joined(separator: "\n"))
          remediation:
            mode: \(mode)
            steps:
        \(steps.map { "      - \($0)" }.joined(separator: "\n"))
            cooldown: \(cooldown)
            budget: \(budget)
            verify: \(verify)
        \(windows.isEmpty ? "" : "    windows: [\(windows.joined(separator: ", "))]")

        """
    }
}
