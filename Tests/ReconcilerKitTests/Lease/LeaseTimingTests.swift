import Testing

@testable import ReconcilerKit

@Suite struct LeaseTimingTests {
    @Test(
        "renewals and retries follow from the duration",
        arguments: [(6000, 2000, 500), (1500, 500, 125), (60_000, 20_000, 500)]
    )
    func derived(duration: Int, renewal: Int, retry: Int) {
        let timing = LeaseTiming(duration: .milliseconds(duration))
        #expect(timing.renewEvery == .milliseconds(renewal) && timing.retryEvery == .milliseconds(retry))
        #expect(
            timing
                == LeaseTiming(
                    duration: .milliseconds(duration),
                    renewEvery: .milliseconds(renewal),
                    retryEvery: .milliseconds(retry)
                )
        )
    }

    @Test("the default is six seconds")
    func usual() {
        #expect(LeaseTiming() == LeaseTiming(duration: .seconds(6)))
    }

    @Test("a short lease survives one lost renewal, and leaves its successor half a second")
    func short() {
        let timing = LeaseTiming(duration: .milliseconds(1500))
        #expect(timing.renewEvery * 2 + timing.retryEvery < timing.lifetime)
        #expect(timing.retryEvery <= .milliseconds(500))
    }
}
