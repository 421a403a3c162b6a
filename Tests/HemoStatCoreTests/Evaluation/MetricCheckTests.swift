import Testing

@testable import HemoStatCore

@Suite("Checks of metrics")
struct MetricCheckTests {
    private static let policy = [
        "cpu": Check.cpu(.init(below: Percentage(85))), "cores": .cores(.init(below: 1.5)),
        "memory": .memory(.init(below: Percentage(80))),
        "memoryBytes": .memoryBytes(.init(below: ByteQuantity(bytes: 1000))),
        "pids": .pids(.init(below: 50)), "network": .network(.init(receiveBelow: ByteQuantity(bytes: 100))),
        "blockIO": .blockIO(.init(writeBelow: ByteQuantity(bytes: 100))),
    ]
    static let words = policy.keys.sorted()

    private func word(_ check: String, at seconds: Double = 0, _ change: (inout MetricSample) -> Void) -> String {
        result(check, at: seconds, change)?.word ?? "no such check"
    }

    private func result(
        _ check: String,
        at seconds: Double = 0,
        status: ContainerStatus = .running,
        startedAt: Double = -3600,
        _ change: (inout MetricSample) -> Void = { _ in }
    ) -> CheckResult? {
        var sample = Given.sample(at: 0, cpu: 10, memory: 10, limit: 10_000)
        (sample.pids, sample.rates) = (1, .init())
        change(&sample)
        let container = Given.container {
            ($0.status, $0.startedAt, $0.sample) = (status, Given.at(startedAt), sample)
        }
        guard let check = Self.policy[check] else { return nil }
        let expectation = Expectation(name: "it", check: check)
        let world = Given.input(nil, container, policies: [Given.policy("web", [expectation])], at: seconds)
        return world.evaluated.first?.result
    }

    @Test("well below its limit each is met")
    func met() { for check in Self.words { #expect(word(check) { _ in } == "met", "\(check)") } }

    @Test("at the limit is already too much", arguments: [(149.99, "met"), (150, "diverged"), (151, "diverged")])
    func cores(percent: Double, expected: String) { #expect(word("cores") { $0.cpuPercent = percent } == expected) }

    @Test("cores do not care how many there are, nor what the container may use")
    func coresOfMany() {
        #expect(word("cores") { ($0.cpuPercent, $0.onlineCPUs) = (150, 64) } == "diverged")
        #expect(word("cores") { ($0.cpuPercent, $0.onlineCPUs) = (149, 0) } == "met")
        #expect(word("cores") { $0.cpuPercent = .nan } == "NoData")
    }

    @Test("bytes at the limit", arguments: [(999, "met"), (1000, "diverged"), (0, "met")] as [(Int64, String)])
    func memoryBytes(usage: Int64, expected: String) {
        #expect(word("memoryBytes") { $0.memoryUsage = usage } == expected)
        #expect(word("memoryBytes") { ($0.memoryUsage, $0.memoryLimit) = (usage, 0) } == expected, "no limit is needed")
    }

    @Test("processes at the limit", arguments: [(49, "met"), (50, "diverged"), (nil, "NoData")] as [(Int?, String)])
    func pids(count: Int?, expected: String) { #expect(word("pids") { $0.pids = count } == expected) }

    @Test("rates at the limit", arguments: [(99.9, "met"), (100, "diverged")])
    func rates(rate: Double, expected: String) {
        #expect(word("network") { $0.rates = .init(received: rate) } == expected)
        #expect(word("blockIO") { $0.rates = .init(written: rate) } == expected)
    }

    @Test("a limit that is not given binds nothing; without two readings nothing is known")
    func oneSided() {
        #expect(word("network") { $0.rates = .init(transmitted: 1e12) } == "met")
        #expect(word("blockIO") { $0.rates = .init(read: 1e12) } == "met")
        #expect(word("network") { $0.rates = nil } == "NoData")
        #expect(word("blockIO") { $0.rates = nil } == "NoData")
    }

    @Test("a counter the engine does not tell is not known, whatever it is measured against; all others are")
    func missingCounters() {
        #expect(word("network") { $0.rates = .init(received: nil) } == "NoData")
        #expect(word("network") { $0.rates = .init(transmitted: nil) } == "met", "nobody asked for it")
        #expect(word("blockIO") { $0.rates = .init(read: nil, written: nil) } == "NoData")
        let spec = Check.BlockIOSpec(readBelow: ByteQuantity(bytes: 1), writeBelow: ByteQuantity(bytes: 1))
        let container = Given.container {
            $0.sample = Given.sample(at: 0)
            $0.sample?.rates = .init(read: nil, written: 5)
        }
        #expect(RateCheck.blockIO(spec, CheckInput(container: container, now: Given.zero)).word == "diverged")
    }

    @Test("of two limits the one that is reached is told, the first when both are")
    func bothSides() {
        let spec = Check.NetworkSpec(receiveBelow: ByteQuantity(bytes: 100), transmitBelow: ByteQuantity(bytes: 200))
        func outcome(_ received: Double, _ transmitted: Double) -> CheckResult.Outcome {
            let container = Given.container {
                $0.sample = Given.sample(at: 0)
                $0.sample?.rates = .init(received: received, transmitted: transmitted)
            }
            return RateCheck.network(spec, CheckInput(container: container, now: Given.zero)).outcome
        }
        func measured(_ actual: Double, _ limit: Double) -> CheckResult.Outcome {
            .diverged(Measurement(actual: .number(actual), threshold: .number(limit)))
        }
        #expect(outcome(99, 199) == .met)
        #expect(outcome(100, 199) == measured(100, 100))
        #expect(outcome(99, 250) == measured(250, 200))
        #expect(outcome(100, 200) == measured(100, 100))
    }

    @Test("a reading of three periods ago counts, an older one does not, and the answer says when", arguments: words)
    func stale(check: String) {
        #expect(result(check, at: 3)?.word == "met")
        #expect(result(check, at: 3)?.wakeAt == Given.at(3.001))
        #expect(result(check, at: 3)?.seenAt == Given.zero)
        #expect(result(check, at: 3.001)?.word == "NoData")
        #expect(result(check, at: 3.001)?.wakeAt == nil)
    }

    @Test("a reading of the run before says nothing about this one", arguments: words)
    func earlierRun(check: String) {
        #expect(result(check, startedAt: 0)?.word == "met", "of the very instant it began")
        #expect(result(check, startedAt: 0.000001)?.word == "NoData")
    }

    @Test("what does not run is not measured", arguments: words)
    func notRunning(check: String) {
        for status in ContainerStatus.allCases where status != .running {
            #expect(result(check, status: status)?.word == "NotRunning", "\(status)")
        }
    }
}
