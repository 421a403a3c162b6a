import TestSupport
import Testing

extension RealDocker {
    /// Faults whose end takes long because the operator has to be sure: all of them at the same time.
    @Suite("operator and Docker")
    struct LongFaultTests {
        enum Fault: Sendable {
            case killedOperator(KilledStage.Moment)
            case stoppedOperator(PoliteStop.Moment)
            case engine(EngineFault.Kind)

            static var all: [Fault] {
                KilledStage.Moment.allCases.map(Fault.killedOperator)
                    + PoliteStop.Moment.allCases.map(Fault.stoppedOperator)
                    + EngineFault.Kind.allCases.map(Fault.engine)
            }
        }

        @Test(
            """
            operator killed or stopped in the middle of each stage, Docker frozen, restarted, killed or cut off: one call an action, \
            every alert once, the same Redis, and nothing taken for gone
            """
        )
        func everyFault() async throws {
            let docker = try await Docker.requireEngine()
            await allAtOnce(Fault.all) { fault in
                switch fault {
                case .killedOperator(let moment): try await KilledStage.set(moment, on: docker).run()
                case .stoppedOperator(let moment): try await PoliteStop.run(moment, on: docker)
                case .engine(let kind): try await EngineFault.run(kind, sharing: docker)
                }
            }
        }
    }
}
