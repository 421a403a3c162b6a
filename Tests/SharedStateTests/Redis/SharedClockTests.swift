import Testing

@testable import SharedState

@Suite struct SharedClockTests {
    @Test("the server's time is carried forward, taken for the middle of question and answer")
    func carried() {
        var clock = SharedClockState(monotonic: 0, systemTime: 999)
        clock.synchronise(serverTime: 1_000_000, sent: 100, received: 300, at: 350)
        #expect(clock.time(at: 350) == 1_000_150)
        #expect(clock.time(at: 1_350) == 1_001_150)
    }

    @Test("the first synchronisation may step back, later ones slow the clock down until it agrees")
    func backwards() {
        var clock = SharedClockState(monotonic: 0, systemTime: 5_000_000)
        clock.synchronise(serverTime: 1_000_000, sent: 0, received: 0, at: 0)
        #expect(clock.time(at: 0) == 1_000_000)
        clock.synchronise(serverTime: 1_000_000, sent: 1_000, received: 1_000, at: 1_000)
        #expect(clock.time(at: 1_000) == 1_001_000)
        #expect(clock.time(at: 2_000) == 1_001_500)
        #expect(clock.time(at: 3_000) == 1_002_000)
        #expect(clock.time(at: 5_000) == 1_004_000)
    }

    @Test("it jumps ahead with the server at once")
    func forwards() {
        var clock = SharedClockState(monotonic: 0, systemTime: 0)
        clock.synchronise(serverTime: 1_000, sent: 0, received: 0, at: 0)
        clock.synchronise(serverTime: 9_000, sent: 10, received: 10, at: 10)
        #expect(clock.time(at: 10) == 9_000)
    }

    @Test("it never goes backwards over random synchronisations", arguments: 0..<20)
    func monotone(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var clock = SharedClockState(monotonic: 0, systemTime: 0)
        clock.synchronise(serverTime: 1_000_000, sent: 0, received: 0, at: 0)
        var now: Int64 = 0
        var last = clock.time(at: now)
        for _ in 0..<500 {
            now += .random(in: 0...5_000, using: &random)
            if Bool.random(using: &random) {
                let server = 1_000_000 + now + .random(in: -20_000...20_000, using: &random)
                let sent = now - .random(in: 0...500, using: &random)
                clock.synchronise(serverTime: server, sent: sent, received: now, at: now)
            }
            let time = clock.time(at: now)
            #expect(time >= last)
            last = time
        }
    }

    @Test("it shows Redis' time")
    func real() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let clock = SharedClock(monotonic: { 7 }, systemTime: { 42 })
        #expect(clock.now == 42)
        #expect(!clock.isSynchronised)
        try await clock.synchronise(with: client)
        #expect(clock.isSynchronised)
        let real = SharedClock()
        #expect(abs(clock.now - real.now) < 60_000_000)
        await client.close()
    }
}
