import Testing

@testable import ReconcilerKit

@Suite struct BackoffTests {
    @Test(
        "without jitter a wait grows by the factor up to the cap",
        arguments: [
            (0, 100), (1, 200), (2, 400), (3, 800), (6, 6400), (9, 51_200), (10, 60_000), (63, 60_000),
            (5000, 60_000), (Int.max, 60_000), (-1, 100), (Int.min, 100),
        ]
    )
    func growth(attempt: Int, milliseconds: Int) {
        let backoff = Backoff(base: .milliseconds(100), cap: .seconds(60), factor: 2, jitter: 0)
        #expect(backoff.delay(attempt: attempt) == .milliseconds(milliseconds))
    }

    @Test("jitter only shortens, by at most its share, and never passes the cap", arguments: 0..<50)
    func jitter(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let plain = Backoff(base: .milliseconds(10), cap: .seconds(5), factor: 3, jitter: 0)
        let spread = Backoff(base: .milliseconds(10), cap: .seconds(5), factor: 3, jitter: 0.5)
        for attempt in 0..<20 {
            let most = plain.delay(attempt: attempt)
            let delay = spread.delay(attempt: attempt, using: &generator)
            #expect(delay <= most && delay >= most * 0.5)
        }
    }

    @Test("the same seed gives the same waits, another seed others")
    func seeded() {
        func waits(seed: Int) -> [Duration] {
            var generator = SeededGenerator(seed: seed)
            return (0..<10).map { Backoff.standard.delay(attempt: $0, using: &generator) }
        }
        #expect(waits(seed: 7) == waits(seed: 7))
        #expect(waits(seed: 7) != waits(seed: 8))
    }

    @Test("values out of range are clamped")
    func clamped() {
        let odd = Backoff(base: .seconds(-1), cap: .seconds(-2), factor: 0.1, jitter: 9)
        #expect(odd == Backoff(base: .zero, cap: .zero, factor: 1, jitter: 1))
        #expect(odd.delay(attempt: 3) == .zero)
        #expect(Backoff(base: .seconds(9), cap: .seconds(2), jitter: 0).delay(attempt: 0) == .seconds(2))
        let zeroCap = Backoff(base: .seconds(1), cap: .zero, jitter: 0)
        #expect(zeroCap.delay(attempt: Int.max) == .zero)
    }
}
