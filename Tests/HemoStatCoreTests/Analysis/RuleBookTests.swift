import Testing

@testable import HemoStatCore

@Suite("RuleBook")
struct RuleBookTests {
    static let policy = Given.policy("web", [Given.up, Given.healthy, Given.exits, Given.memory, Given.cpu()])

    private func diagnose(
        _ container: ContainerObservation,
        _ records: [DivergenceRecord],
        at seconds: Double = 0
    ) -> Diagnosis {
        let input = Given.input(
            Given.episode(records: records, phase: .firing),
            container,
            policies: [Self.policy],
            at: seconds
        )
        return RuleBook.diagnose(
            AnalysisInput(
                episode: Given.episode(records: records, phase: .firing),
                container: container,
                evaluated: input.evaluated,
                now: input.now
            )
        )
    }

    private func down(_ code: Int, restarts: Int = 0, oom: Bool = false) -> ContainerObservation {
        Given.container {
            $0.status = .exited
            $0.exitCode = code
            $0.oomKilled = oom
            $0.restartCount = restarts
            $0.stop = Given.stopped(by: [(0, .die(exitCode: code))])
        }
    }

    private func measured(_ name: String, _ share: Double, for seconds: Double = 60) -> DivergenceRecord {
        Given.record(name, check: name) {
            $0.measurement = Measurement(actual: .number(share), threshold: .number(80))
            $0.lastDivergedAt = Given.at(seconds)
        }
    }

    private let sick = Given.container { $0.health = .unhealthy }
    private let up = Given.record("up", check: "state")

    @Test("exits: kernel, loop, crash")
    func exits() {
        #expect(diagnose(down(137, oom: true), [up]).summary == "OutOfMemory Confirmed 0.9")
        #expect(diagnose(down(1, restarts: 5), [up]).summary == "CrashLoop Confirmed 0.7")
        #expect(diagnose(down(1, restarts: 4), [up]).summary == "Crashed Confirmed 0.9")
        #expect(diagnose(down(0), [up]).summary == "Declared Confirmed 0.75")
    }

    @Test("health, alone and with what explains it")
    func health() {
        #expect(diagnose(sick, [Given.record()]).summary == "Unhealthy Confirmed 0.8")
        #expect(
            diagnose(sick, [Given.record(), measured("memory", 97)]).summary == "ResourcesExhausted Confirmed 0.95"
        )
        #expect(diagnose(sick, [Given.record(), measured("cpu", 97)]).summary == "ResourcesExhausted Confirmed 0.95")
    }

    @Test("memory is more certain near the limit", arguments: [(94.9, 0.8), (95, 0.9)])
    func memory(share: Double, confidence: Double) {
        let container = Given.container { $0.sample = Given.sample(at: 0, memory: Int64(share)) }
        #expect(diagnose(container, [measured("memory", share)]).summary == "MemoryPressure Confirmed \(confidence)")
    }

    @Test(
        "CPU is as certain as it is sustained",
        arguments: [(0, 0.6), (1.9, 0.6), (2, 0.75), (9.9, 0.75), (10, 0.8), (600, 0.8)]
    )
    func cpu(seconds: Double, confidence: Double) {
        let container = Given.container { $0.sample = Given.sample(at: seconds, cpu: 99) }
        let diagnosis = diagnose(container, [measured("cpu", 99, for: seconds)], at: seconds)
        #expect(diagnosis.summary == "SustainedCPU Confirmed \(confidence)")
    }

    @Test("what is met again is a false alarm; what is unknown is not")
    func recovered() {
        #expect(diagnose(Given.container(), [Given.record()]).summary == "Recovered FalseAlarm 0.8")
        #expect(
            diagnose(Given.container(), [Given.record { $0.isDiverged = false }]).summary == "Recovered FalseAlarm 0.8"
        )
        let silent = Given.record("memory", check: "memory") { $0.isDiverged = false }
        #expect(diagnose(Given.container(), [silent]).summary == "NoDiagnosis NoDiagnosis 0.0")
    }

    @Test("a diagnosis is about one run and holds for five minutes")
    func validity() {
        let diagnosis = Given.diagnosis()
        #expect(diagnosis.isValid(at: Given.at(300), startedAt: Given.at(-3600)))
        #expect(!diagnosis.isValid(at: Given.at(300.001), startedAt: Given.at(-3600)))
        #expect(!diagnosis.isValid(at: Given.at(1), startedAt: Given.at(0)))
        #expect(!diagnosis.isValid(at: Given.at(1), startedAt: nil))
    }
}

extension Diagnosis {
    fileprivate var summary: String { "\(rule) \(verdict.rawValue) \(confidence)" }
}
