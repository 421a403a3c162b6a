import TestSupport
import Testing

extension RealDocker {
    @Suite("frozen leader")
    struct FrozenLeaderTests {
        @Test("frozen past its lease at any moment of a healing and thawed, it asks Docker for nothing any more")
        func everyMoment() async throws {
            let docker = try await Docker.requireEngine()
            await allAtOnce(FrozenLeader.Moment.allCases) { try await FrozenLeader.run($0, on: docker) }
        }
    }
}
