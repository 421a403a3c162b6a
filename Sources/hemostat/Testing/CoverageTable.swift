import HemoStatCore
import PolicyDocuments

/// What of each policy tests exercise, and what they leave out.
struct CoverageTable {
    private let policies: [CoveredPolicy]

    init(_ policies: [CoveredPolicy]) { self.policies = policies }

    var text: String {
        guard !policies.isEmpty else { return "No policy was found.\n" }
        var table = TextTable(["POLICY", "EXPECTATIONS", "STEPS", "GATES", "TESTS", "FILE"])
        for policy in policies {
            let report = policy.report
            table.add([
                report.policy, Self.share(report.expectations), Self.share(report.steps), Self.share(report.gates),
                "\(policy.tests)", policy.file,
            ])
        }
        let missing = policies.flatMap(Self.missing)
        guard !missing.isEmpty else { return table.text + "\nEverything is exercised.\n" }
        var details = TextTable(["NOT EXERCISED", "WHAT"])
        for line in missing { details.add(line) }
        return table.text + "\n" + details.text
    }

    /// `2/3`; empty where there is nothing to exercise.
    private static func share(_ tally: PolicyCoverageReport.Tally) -> String {
        tally.all.isEmpty ? "" : "\(tally.exercised)/\(tally.all.count)"
    }

    private static func missing(_ policy: CoveredPolicy) -> [[String]] {
        let report = policy.report
        guard policy.tests > 0 else { return [[report.policy, "no test names it"]] }
        let parts = [
            ("expectations that never fired: ", report.expectations), ("steps that never acted: ", report.steps),
            ("gates that never denied: ", report.gates),
        ]
        return parts.filter { !$0.1.missed.isEmpty }.map { words, tally in
            [report.policy, words + tally.missed.joined(separator: ", ")]
        }
    }
}
