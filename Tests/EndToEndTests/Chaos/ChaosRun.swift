import TestSupport
import Testing

/// A number of rounds on one rig, each from a seed of its own.
enum ChaosRun {
    /// `make chaos` wants more rounds than a test run has time for.
    static let wantedRounds = environmentVariable("HEMOSTAT_CHAOS_ROUNDS").flatMap { Int($0) } ?? 0
    /// Of the first round; each next one has the next number.
    static let wantedSeed = environmentVariable("HEMOSTAT_CHAOS_SEED").flatMap { UInt64($0) } ?? 1

    /// Runs the plans one after another and stops at the first whose promises were broken.
    static func run(_ plans: [ChaosPlan]) async throws {
        let rig = try await ChaosRig.set(on: try await Docker.requireEngine())
        let began = ContinuousClock.now
        for (number, plan) in plans.enumerated() {
            let start = ContinuousClock.now
            var ends = "no end"
            var findings: [String]
            do {
                ends = try await ChaosRound(plan: plan, rig: rig).run()
                findings = try await rig.findings()
            } catch {
                findings = ["\(error)"] + ((try? await rig.findings()) ?? [])
            }
            let time = (ContinuousClock.now - start).components.seconds
            let title = "chaos round \(number + 1) of \(plans.count), seed \(plan.seed)"
            print("\(title), \(plan.faults.map(\.rawValue)), \(time) s: \(ends)")
            guard findings.isEmpty else {
                let logs = rig.replicas.map { "--- \($0.identity)\n\($0.log.suffix(3_000))" }.joined(separator: "\n")
                let kept = try? keepLogs(of: rig, plan)
                let again = "HEMOSTAT_CHAOS_SEED=\(plan.seed) HEMOSTAT_CHAOS_ROUNDS=1 make chaos"
                Issue.record(
                    """
                    round \(number + 1), seed \(plan.seed) (again: \(again)):
                    \(findings.joined(separator: "\n"))
                    It did: \(plan)
                    The replicas' whole logs: \(kept ?? "not kept")
                    \(logs)
                    """
                )
                break
            }
        }
        let calls = ChaosCall.all(rig.replicas)
        let actors = Dictionary(grouping: calls) { "\($0.replica) on \($0.host)" }.map { "\($0.key) \($0.value.count)" }
            .sorted()
        let epochs = rig.witness.seen.holders.map { "\($0.key) \($0.value.count)" }.sorted()
        print("chaos: \(calls.count) actions (\(actors)), tenures \(epochs), \(ContinuousClock.now - began)")
        await rig.close()
    }

    /// Writes the replicas' logs where they outlive the run, and returns where that is.
    private static func keepLogs(of rig: ChaosRig, _ plan: ChaosPlan) throws -> String {
        let path = "\(Repository.path)/.build/chaos-\(plan.seed)"
        for replica in rig.replicas { try Files.write(replica.log, to: "\(path)-\(replica.identity).log") }
        return "\(path)-*.log"
    }
}
