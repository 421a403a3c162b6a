import HemoStatCore
import SharedState
import Testing

@testable import Agents

@Suite struct MetricsPayloadTests {
    @Test("percentages to two decimals, bytes as they are")
    func sample() {
        let payload = MetricsPayload(Given.sample)
        #expect(payload.cpuPercent == 123.46)
        #expect(payload.memoryPercent == 33.33)
        #expect(payload.memoryUsage == 1_000_000)
        #expect(payload.blockWrittenBytes == 14)
    }

    @Test("without a memory limit the percentage is zero, not a division by it")
    func withoutLimit() {
        let sample = MetricSample(at: Given.zero, cpuPercent: 0, onlineCPUs: 1, memoryUsage: 5, memoryLimit: 0)
        #expect(MetricsPayload(sample).memoryPercent == 0)
        #expect(MetricsPayload(sample).memoryUsage == 5)
    }

    @Test("it comes back as it went")
    func roundTrip() throws {
        let payload = MetricsPayload(Given.sample)
        let bytes = try StateJSON.encode(payload)
        #expect(try StateJSON.decode(MetricsPayload.self, from: bytes) == payload)
    }
}
