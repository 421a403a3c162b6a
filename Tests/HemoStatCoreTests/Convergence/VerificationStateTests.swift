import Testing

@testable import HemoStatCore

@Suite("VerificationState")
struct VerificationStateTests {
    /// Ticks as (second, paused from here on), and the running time they add up to.
    @Test(
        "counts the time between ticks unless it stood still",
        arguments: [
            ([], 0), ([(5, false)], 5), ([(5, false), (5, false)], 5), ([(5, true), (60, true), (90, false)], 5),
            ([(5, true), (60, false), (70, false)], 15), ([(5, false), (3, false), (6, false)], 6),
            ([(0, true), (100, false), (101.5, false)], 1.5),
        ] as [([(Double, Bool)], Double)]
    )
    func clock(ticks: [(Double, Bool)], seconds: Double) {
        var state = VerificationState(startedAt: Given.zero)
        for (at, isPaused) in ticks { state.tick(to: Given.at(at), isPaused: isPaused) }
        #expect(state.elapsed == PolicyDuration(milliseconds: Int64(seconds * 1000)))
    }
}
