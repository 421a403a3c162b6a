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
}
