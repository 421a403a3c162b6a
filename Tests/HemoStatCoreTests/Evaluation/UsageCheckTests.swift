import Testing

@testable import HemoStatCore

@Suite("UsageCheck")
struct UsageCheckTests {
    private func cpu(_ container: ContainerObservation, below: Double = 85, at seconds: Double = 0) -> CheckResult {
        UsageCheck.cpu(.init(below: Percentage(below)), CheckInput(container: container, now: Given.at(seconds)))
    }

    @Test(
        "a share at the threshold is already too much",
        arguments: [(84.99, "met"), (85, "diverged"), (400, "diverged"), (0, "met")]
    )
    func threshold(percent: Double, expected: String) {
        #expect(cpu(Given.container { $0.sample = Given.sample(at: 0, cpu: percent) }).word == expected)
    }

    @Test("one busy core of sixteen is 6.25 %, unless the limit is one core")
    func normalised() {
        var container = Given.container { $0.sample = Given.sample(at: 0, cpu: 100) }
        container.sample?.onlineCPUs = 16
        #expect(cpu(container).word == "met")
        #expect(
            cpu(container, below: 6.25).outcome
                == .diverged(Measurement(actual: .number(6.25), threshold: .number(6.25)))
        )
        container.cpuLimitCores = 1
        #expect(cpu(container).word == "diverged")
    }

    @Test("a value that is no number is no data", arguments: [Double.nan, .infinity, -.infinity])
    func notANumber(percent: Double) {
        #expect(cpu(Given.container { $0.sample = Given.sample(at: 0, cpu: percent) }).word == "NoData")
    }

    @Test(
        "a reading older than three periods says nothing",
        arguments: [(0, "diverged"), (3, "diverged"), (3.001, "NoData"), (-1, "diverged")]
    )
    func age(at seconds: Double, expected: String) {
        #expect(cpu(Given.container { $0.sample = Given.sample(at: 0, cpu: 99) }, at: seconds).word == expected)
    }

    @Test("says when its answer becomes no data, for nobody else would")
    func wake() {
        for percent in [10.0, 99] {
            let container = Given.container { $0.sample = Given.sample(at: 0, cpu: percent) }
            #expect(cpu(container, at: 1).wakeAt == Given.at(3.001))
            #expect(cpu(container, at: 3.001) == CheckResult(.unknown(.noData)))
        }
    }

    @Test("no sample, one of the run before, and a container that does not run are unknown")
    func unknown() {
        #expect(cpu(Given.container()).word == "NoData")
        let restarted = Given.container {
            $0.startedAt = Given.at(0)
            $0.sample = Given.sample(at: -1, cpu: 99)
        }
        #expect(cpu(restarted).word == "NoData")
        for status in ContainerStatus.allCases where status != .running {
            let container = Given.container {
                $0.status = status
                $0.sample = Given.sample(at: 0, cpu: 99)
            }
            #expect(cpu(container).word == "NotRunning")
        }
    }

    @Test(
        "memory is measured against the limit",
        arguments: [(79, 100, "met"), (80, 100, "diverged"), (80, 0, "NoData")] as [(Int64, Int64, String)]
    )
    func memory(usage: Int64, limit: Int64, expected: String) {
        let container = Given.container { $0.sample = Given.sample(at: 0, memory: usage, limit: limit) }
        let result = UsageCheck.memory(.init(below: Percentage(80)), CheckInput(container: container, now: Given.zero))
        #expect(result.word == expected)
    }
}
