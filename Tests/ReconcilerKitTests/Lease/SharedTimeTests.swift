import Testing

@testable import ReconcilerKit

@Suite struct SharedTimeTests {
    @Test("before the first grant there is no shared time")
    func empty() {
        #expect(SharedTime().read(now: .seconds(3)) == nil)
    }

    @Test("shared time goes on with our clock")
    func carried() {
        var time = SharedTime()
        time.set(1_000_000, now: .seconds(10))
        #expect(time.read(now: .seconds(10)) == 1_000_000)
        #expect(time.read(now: .milliseconds(12_500)) == 3_500_000)
    }

    @Test("a store whose clock is set back never takes shared time back with it")
    func monotonic() {
        var time = SharedTime()
        time.set(5_000_000, now: .zero)
        time.set(1_000_000, now: .seconds(1))
        #expect(time.read(now: .seconds(1)) == 6_000_000)
        #expect(time.read(now: .seconds(3)) == 6_000_000)
        #expect(time.read(now: .seconds(8)) == 8_000_000)
        time.set(60_000_000, now: .seconds(9))
        #expect(time.read(now: .seconds(9)) == 60_000_000)
    }
}
