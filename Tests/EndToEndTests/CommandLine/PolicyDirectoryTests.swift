import TestSupport
import Testing

extension RealDocker {
    /// A policy directory under a running operator, as people edit it.
    @Suite struct PolicyDirectory {
        @Test(
            "a bad policy is refused with its place and nothing else suffers; corrected, broken and deleted while it runs"
        )
        func edits() async throws {
            try await Ward.open { ward in
                let bad = PolicyText("\(ward.prefix)-bad", "\(ward.prefix)-*").yaml.replacing(
                    "selector:",
                    with: "selektor:"
                )
                var good = PolicyText("\(ward.prefix)-good", "\(ward.prefix)-*")
                try ward.apply(good)
                try ward.write("bad.yaml", bad)
                let hemostat = try await ward.startOperator()

                try await Self.wait(for: ["\(ward.prefix)-good": 1], problems: ["bad.yaml:5:3"], hemostat)
                let table = try await hemostat.statusTable()
                #expect(table.contains("PROBLEMS") && table.contains("\(ward.policyDirectory)/bad.yaml:5:3: "))

                // The good one turns bad: its last good generation stays, and acts.
                try ward.write("\(good.name).yaml", good.yaml.replacing("mode: Enforce", with: "mode: Enforced"))
                let problems = ["bad.yaml:5:3", "\(good.name).yaml:10:11"]
                try await Self.wait(for: ["\(ward.prefix)-good": 1], problems: problems, hemostat)
                let container = try await ward.run("crashed", Patient.crashesOnce())
                try await hemostat.wait(for: container, toBe: "Resolved")

                // Corrected with another meaning: the next generation. The bad one deleted: its problem is gone.
                good.cooldown = "1s"
                try ward.apply(good)
                ward.removePolicy("bad")
                let other = good.selecting("other", "\(ward.prefix)-other-*")
                try ward.apply(other)
                try await Self.wait(for: ["\(ward.prefix)-good": 2, other.name: 1], problems: [], hemostat)
                #expect(!(try await hemostat.statusTable()).contains("PROBLEMS"))

                // Other words of the same meaning disturb nothing; what is deleted is in force no more.
                try ward.write("\(good.name).yaml", "# a remark\n" + good.yaml)
                ward.removePolicy(other.name)
                try await Self.wait(for: ["\(ward.prefix)-good": 2], problems: [], hemostat)
            }
        }

        @Test(
            "an empty policy directory is more likely a lost mount than everybody's wish: nothing is removed, and status says so"
        )
        func emptied() async throws {
            try await Ward.open { ward in
                try ward.apply(PolicyText("\(ward.prefix)-last", "\(ward.prefix)-*"))
                let hemostat = try await ward.startOperator()
                try await Self.wait(for: ["\(ward.prefix)-last": 1], problems: [], hemostat)
                ward.removePolicy("\(ward.prefix)-last")
                try await Self.wait(for: ["\(ward.prefix)-last": 1], problems: ["no policy any more"], hemostat)
            }
        }

        /// Waits until status shows exactly these policies with their generations, and a problem holding each of these texts.
        private static func wait(
            for policies: [String: Double],
            problems: [String],
            _ hemostat: OperatorProcess
        ) async throws {
            try await eventually(within: .seconds(30), every: .milliseconds(150), "\(policies) with \(problems)") {
                let status = try await hemostat.statusJSON()
                let inForce = (status["policies"]?.array ?? []).reduce(into: [String: Double]()) {
                    $0[$1["name"]?.string ?? ""] = $1["generation"]?.number
                }
                let table = try await hemostat.statusTable()
                let shown = status["source"]?["problems"]?.array ?? []
                let isShown = problems.allSatisfy { table.contains($0) } && shown.count == problems.count
                guard inForce == policies, isShown else {
                    throw CommandError(command: "hemostat status", output: "\(inForce) \(shown)")
                }
                return true
            }
        }
    }
}
