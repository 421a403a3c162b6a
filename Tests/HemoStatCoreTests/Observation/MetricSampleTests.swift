import Testing

@testable import HemoStatCore

@Suite("MetricSample")
struct MetricSampleTests {
    @Test(
        "CPU is a share of the limit, or of all cores",
        arguments: [
            (100, 16, nil, 6.25), (1600, 16, nil, 100), (100, 1, nil, 100), (50, 16, 0.5, 100), (150, 4, 2, 75),
            (0, 8, nil, 0), (100, 0, nil, nil), (100, 4, 0, nil), (.nan, 4, nil, nil), (.infinity, 4, nil, nil),
        ] as [(Double, Int, Double?, Double?)]
    )
    func cpuShare(percent: Double, cores: Int, limit: Double?, share: Double?) {
        let sample = MetricSample(
            at: Given.zero,
            cpuPercent: percent,
            onlineCPUs: cores,
            memoryUsage: 0,
            memoryLimit: 0
        )
        #expect(sample.cpuShare(limitCores: limit) == share)
    }

    @Test(
        "memory is a share of the limit",
        arguments: [(512, 1024, 50), (0, 1024, 0), (2048, 1024, 200), (5, 0, nil)] as [(Int64, Int64, Double?)]
    )
    func memoryShare(usage: Int64, limit: Int64, share: Double?) {
        #expect(Given.sample(at: 0, memory: usage, limit: limit).memoryShare == share)
    }

    /// Counters at zero and `seconds` later; each grew by so much.
    private func rates(_ grown: Int64, after seconds: Double) -> MetricSample.Rates? {
        func sample(at seconds: Double, _ count: Int64) -> MetricSample {
            var sample = Given.sample(at: seconds)
            (sample.networkReceivedBytes, sample.networkTransmittedBytes) = (1000 + count, 2000 + 2 * count)
            (sample.blockReadBytes, sample.blockWrittenBytes) = (3000 + 3 * count, 4000 + 4 * count)
            return sample
        }
        return sample(at: seconds, grown).following(sample(at: 0, 0)).rates
    }

    @Test("rates are what grew, per second")
    func rates() {
        #expect(rates(100, after: 1) == .init(received: 100, transmitted: 200, read: 300, written: 400))
        #expect(rates(100, after: 0.5) == .init(received: 200, transmitted: 400, read: 600, written: 800))
        #expect(rates(0, after: 2) == .init())
        #expect(rates(Int64.max / 8, after: 1) != nil)
    }

    @Test(
        "no rates without a reading before, of the same instant, of an older one, of a later run, or after a long gap"
    )
    func noRates() {
        #expect(Given.sample(at: 1).following(nil).rates == nil)
        #expect(rates(100, after: 0) == nil)
        #expect(rates(100, after: -1) == nil)
        #expect(rates(-1, after: 1) == nil, "counters never fall within a run")
        #expect(rates(100, after: 10) != nil)
        #expect(rates(100, after: 10.001) == nil)
    }

    @Test("a counter that one of both readings does not have has no rate")
    func missing() {
        var first = Given.sample(at: 0)
        var second = Given.sample(at: 1)
        (first.networkReceivedBytes, second.blockReadBytes) = (nil, nil)
        #expect(second.following(first).rates == .init(received: nil, transmitted: 0, read: nil, written: 0))
    }

    @Test("all else of the new reading is as it was")
    func kept() {
        var sample = Given.sample(at: 1, cpu: 7, memory: 8, limit: 9)
        sample.pids = 3
        var following = sample.following(Given.sample(at: 0))
        following.rates = nil
        #expect(following == sample)
    }

    @Test("busy cores", arguments: [(100, 1), (50, 0.5), (0, 0), (.nan, nil), (.infinity, nil)] as [(Double, Double?)])
    func cores(percent: Double, cores: Double?) { #expect(Given.sample(at: 0, cpu: percent).cores == cores) }
}
