import TestSupport
import Testing

extension RealDocker {
    @Suite("Redis in trouble")
    struct RedisFaultTests {
        @Test("gone, frozen, emptied, deaf or mute: nothing acts meanwhile; then all is healed once, told once")
        func everyFault() async throws {
            let docker = try await Docker.requireEngine()
            await allAtOnce(RedisFault.Kind.allCases) { kind in try await RedisFault.set(kind, on: docker).run() }
        }
    }
}
