import Testing

@testable import SharedState

@Suite struct ReconnectBackoffTests {
    @Test("pauses double up to the maximum, with jitter over the upper half")
    func sequence() {
        var backoff = ReconnectBackoff(initial: .milliseconds(100), maximum: .seconds(1))
        let pauses = (0..<6).map { _ in backoff.next(random: 0) }
        #expect(pauses == [50, 100, 200, 400, 500, 500].map { Duration.milliseconds($0) })
        #expect(backoff.next(random: 0.5) == .milliseconds(750))
        for _ in 0..<100 { #expect(backoff.next(random: 0.999) <= .seconds(1)) }
    }

    @Test("only a connection that lived starts the sequence anew")
    func reset() {
        var backoff = ReconnectBackoff(initial: .milliseconds(100), maximum: .seconds(1), stableAfter: .seconds(5))
        _ = backoff.next(random: 0)
        backoff.connectionEnded(after: .seconds(4))
        #expect(backoff.next(random: 0) == .milliseconds(100))
        backoff.connectionEnded(after: .seconds(5))
        #expect(backoff.next(random: 0) == .milliseconds(50))
    }
}
