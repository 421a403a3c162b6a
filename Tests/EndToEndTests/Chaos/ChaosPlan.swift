import TestSupport

/// What happens in one round and when: the same for the same seed, whatever became of the rounds before.
struct ChaosPlan: Sendable, CustomStringConvertible {
    enum Fault: String, CaseIterable, Sendable {
        case kill
        case freeze
        case partition
        case freezePrimary
        case failover
        case engine
        case slowDocker
        case clock
    }

    struct Step: Sendable {
        /// Since the round's beginning.
        var milliseconds: Int
        var injection: Injection
    }

    let seed: UInt64
    let faults: [Fault]
    let steps: [Step]

    init(seed: UInt64) {
        self.seed = seed
        var generator = SplitMix(seed: seed)
        // Neighbouring seeds walk through all faults; a second one comes by chance.
        let first = Fault.allCases[Int(seed % UInt64(Fault.allCases.count))]
        let second = Fault.allCases.randomElement(using: &generator)
        let isDouble = Int.random(in: 0..<3, using: &generator) == 0
        faults = [first] + (isDouble ? [second].compactMap(\.self) : [])
        var steps: [Step] = []
        var end = 2_000
        for fault in faults {
            let start = Int.random(in: 100...1_200, using: &generator)
            let length = Int.random(in: 1_700...3_500, using: &generator)
            end = max(end, start + length)
            steps += Self.injections(of: fault, using: &generator).map { Step(milliseconds: start, injection: $0) }
        }
        // Before, during and after what goes wrong.
        for _ in 0..<Int.random(in: 2...4, using: &generator) {
            let host = Int.random(in: 0...1, using: &generator)
            let kinds = ChaosPatient.Kind.quick
            let patient = Int.random(in: 0..<kinds.count, using: &generator)
            steps.append(
                Step(
                    milliseconds: Int.random(in: 0...end, using: &generator),
                    injection: .breakContainer(host: host, patient: patient)
                )
            )
        }
        steps.append(Step(milliseconds: end, injection: .mend))
        // Sorting keeps no order of its own among equals: the place decides.
        self.steps = steps.enumerated().sorted { ($0.1.milliseconds, $0.0) < ($1.1.milliseconds, $1.0) }.map(\.1)
    }

    private static func injections(of fault: Fault, using generator: inout SplitMix) -> [Injection] {
        let leader = Injection.Victim.leader(host: Int.random(in: 0...1, using: &generator))
        let anyone = Injection.Victim.replica(Int.random(in: 0..<ChaosRig.replicaCount, using: &generator))
        let victim = Int.random(in: 0..<4, using: &generator) == 0 ? anyone : leader
        let isHard = Bool.random(using: &generator)
        switch fault {
        case .kill: return [.kill(victim)]
        case .freeze: return [.freeze(victim)]
        case .partition: return [.partition(victim)]
        case .freezePrimary: return [.freezePrimary]
        case .failover: return [.killPrimary]
        case .engine:
            let isFrozen = Int.random(in: 0..<3, using: &generator) == 0
            return [isFrozen ? .freezeEngine : .restartEngine(hard: isHard)]
        case .slowDocker:
            // It does not end when asked to: its restart takes ten seconds, and the leader goes in the middle of it.
            let host = Int.random(in: 0...1, using: &generator)
            let slow = ChaosPatient.Kind.allCases.count - 1
            return [.breakContainer(host: host, patient: slow)] + (isHard ? [.kill(.leader(host: host))] : [])
        case .clock:
            let spans = [-86_400, -3_600, -30, 45, 3_600, 2_592_000]
            let seconds = spans[Int.random(in: 0..<spans.count, using: &generator)]
            let replica = ChaosReplica.withFakeClock[Int.random(in: 0..<2, using: &generator)]
            return [.jumpClock(replica: replica, seconds: seconds)] + (isHard ? [.freeze(victim)] : [])
        }
    }

    var description: String {
        steps.map { "\($0.milliseconds) ms \($0.injection)" }.joined(separator: ", ")
    }
}
