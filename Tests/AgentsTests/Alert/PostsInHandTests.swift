import TestSupport
import Testing

@testable import Agents

@Suite struct PostsInHandTests {
    @Test("a stop lets no post begin and waits for those under way")
    func waits() async throws {
        let clock = ManualClock()
        let posts = PostsInHand(clock: clock)
        #expect(posts.begin())
        let isDrained = Box(false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await posts.drain(within: .seconds(3))
                isDrained.value = true
            }
            try await clock.waitForSleepers()
            #expect(!posts.begin())
            #expect(!isDrained.value)
            posts.end()
            clock.advance(by: .milliseconds(20))
            try await group.waitForAll()
        }
        #expect(isDrained.value)
    }

    @Test("it waits no longer than it may, and not at all for nothing")
    func limit() async throws {
        let clock = ManualClock()
        let posts = PostsInHand(clock: clock)
        await posts.drain(within: .seconds(3))
        let busy = PostsInHand(clock: clock)
        #expect(busy.begin())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await busy.drain(within: .milliseconds(60)) }
            for _ in 1...3 {
                try await clock.waitForSleepers()
                clock.advance(by: .milliseconds(20))
            }
            try await group.waitForAll()
        }
    }
}
