import Synchronization
import TestSupport
import Testing

extension RealDocker {
    @Suite("Redis errors at script calls")
    struct ScriptFaultTests {
        /// Operators that work at it side by side.
        private static let lanes = 4

        @Test("at every single script call of a healing: no action without its intent, no crash, and it is healed")
        func everyCall() async throws {
            let docker = try await Docker.requireEngine()
            let done = Mutex<[ScriptFault]>([])
            await allAtOnce(Array(0..<Self.lanes)) { lane in
                let scene = try await ScriptFaultLane.set(on: docker)
                // Its share of the phases, then of the calls, until the healing is over before the call comes.
                for index in stride(from: lane, to: ScriptFault.phases.count, by: Self.lanes) {
                    let phase = ScriptFault.phases[index]
                    let isReached = try await Self.run(.phase(phase), scene, done)
                    #expect(isReached, "no script wrote \(phase)")
                }
                var number = lane + 1
                while try await Self.run(.number(number), scene, done) { number += Self.lanes }
                await scene.close()
            }
            let faults = done.withLock { $0 }
            print("script faults: \(faults.count)")
            #expect(faults.count >= 3 * (ScriptFault.phases.count + 5), "a healing has more script calls than that")
        }

        /// Lets a call go wrong in every way; whether it came.
        private static func run(
            _ target: ScriptFault.Target,
            _ scene: ScriptFaultLane,
            _ done: borrowing Mutex<[ScriptFault]>
        ) async throws -> Bool {
            var isReached = false
            for kind in ScriptFault.Kind.allCases {
                let fault = ScriptFault(kind: kind, target: target)
                guard try await scene.run(fault) else { continue }
                isReached = true
                done.withLock { $0.append(fault) }
            }
            return isReached
        }
    }
}
