import TestSupport
import Testing

extension RealDocker {
    @Suite("chaos")
    struct ChaosTests {
        /// Three rounds of different faults, or as many as `make chaos` asks for.
        private static var plans: [ChaosPlan] {
            guard ChaosRun.wantedRounds > 0 else { return shortForm.map { ChaosPlan(seed: $0) } }
            return (0..<UInt64(ChaosRun.wantedRounds)).map { ChaosPlan(seed: ChaosRun.wantedSeed + $0) }
        }

        /// Kill and partition; failover and freeze; a clock that jumps.
        private static let shortForm: [UInt64] = [16, 20, 15]

        @Test("one action an intent, one actor a host, no limit passed, and every divergence comes to an end")
        func everyRound() async throws { try await ChaosRun.run(Self.plans) }
    }
}
