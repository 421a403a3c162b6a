import Metrics
import MetricsTestKit
import Testing

@testable import ReconcilerKit

@Suite(.timeLimit(.minutes(1))) struct WorkQueueTests {
    private let clock = ManualClock()

    private func queue(jitter: Double = 0) -> WorkQueue<String> {
        WorkQueue(
            name: "test",
            backoff: Backoff(base: .seconds(1), cap: .seconds(8), jitter: jitter),
            clock: clock,
            metricsFactory: NOOPMetricsHandler.instance
        )
    }

    @Test("a waiting next gets the key that is added")
    func wakes() async {
        let queue = queue()
        async let key = queue.next()
        queue.add("a")
        #expect(await key == "a")
        #expect(queue.inFlight == 1)
        queue.done("a")
        #expect(queue.inFlight == 0)
    }

    @Test("keys come in the order they were added")
    func order() async {
        let queue = queue()
        for key in ["a", "b", "a", "c"] { queue.add(key) }
        #expect(queue.depth == 3)
        for expected in ["a", "b", "c"] { #expect(await queue.next() == expected) }
    }

    @Test("one timer serves all delays, and an earlier one is not late")
    func delays() async throws {
        let queue = queue()
        try await withThrowingTaskGroup { group in
            group.addTask { await queue.run() }
            queue.add("late", after: .seconds(60))
            try await clock.sleeper(until: .seconds(60))
            queue.add("soon", after: .seconds(5))
            try await clock.sleeper(until: .seconds(5))
            queue.add("late", after: .seconds(90))
            clock.advance(to: .seconds(5))
            #expect(await queue.next() == "soon")
            #expect(queue.depth == 0 && queue.delayed == 1)
            queue.add("late", after: .seconds(1))
            clock.advance(to: .seconds(6))
            #expect(await queue.next() == "late")
            #expect(queue.delayed == 0)
            queue.shutDown()
            try await group.waitForAll()
        }
    }

    @Test("rate limited adds wait longer each time, until forgotten")
    func rateLimited() {
        let queue = queue()
        let waits = (0..<5).map { _ in queue.addRateLimited("a") }
        #expect(waits == [1, 2, 4, 8, 8].map { Duration.seconds($0) })
        #expect(queue.delayed == 1)
        queue.forget("a")
        #expect(queue.addRateLimited("a") == .seconds(1))
    }

    @Test("the queue's generator spreads the waits, the same seed in the same way")
    func seededJitter() {
        func waits(seed: Int) -> [Duration] {
            let queue = WorkQueue<Int>(
                name: "test",
                backoff: Backoff(base: .seconds(1), cap: .seconds(8), jitter: 0.5),
                clock: clock,
                generator: SeededGenerator(seed: seed)
            )
            return (0..<8).map { queue.addRateLimited($0) }
        }
        #expect(waits(seed: 3) == waits(seed: 3))
        #expect(Set(waits(seed: 3)).count > 1)
    }

    @Test("cancelled, next returns nil and takes nothing along")
    func cancelledNext() async {
        let queue = queue()
        let waiting = await withTaskGroup(of: String?.self) { group in
            group.addTask { await queue.next() }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(waiting == nil)
        queue.add("a")
        let refused = await withTaskGroup(of: String?.self) { group in
            group.cancelAll()
            group.addTask { await queue.next() }
            return await group.next() ?? nil
        }
        #expect(refused == nil)
        #expect(await queue.next() == "a")
    }

    @Test("a worker cancelled while it waits is not served any more")
    func cancelledWhileWaiting() async {
        let queue = queue()
        await withTaskGroup { group in
            group.addTask { #expect(await queue.next() == nil) }
            while queue.idle == 0 { await Task.yield() }
            group.cancelAll()
            await group.waitForAll()
        }
        #expect(queue.idle == 0)
        queue.add("a")
        #expect(queue.depth == 1 && queue.inFlight == 0)
        #expect(await queue.next() == "a")
    }

    @Test("shutdown ends every next and the run loop, and ignores what comes after")
    func shutDown() async {
        let queue = queue()
        queue.add("later", after: .seconds(5))
        await withTaskGroup { group in
            group.addTask { await queue.run() }
            for _ in 0..<4 { group.addTask { #expect(await queue.next() == nil) } }
            queue.shutDown()
            await group.waitForAll()
        }
        queue.add("a")
        queue.add("a", after: .seconds(1))
        queue.addRateLimited("a")
        #expect(queue.isShutDown && queue.depth == 0 && queue.delayed == 0)
        #expect(await queue.next() == nil)
    }

    @Test("drain waits for the keys in flight, not for those that wait")
    func drain() async throws {
        let queue = queue()
        for key in ["a", "b", "c"] { queue.add(key) }
        #expect(await queue.next() == "a")
        #expect(await queue.next() == "b")
        queue.shutDown()
        #expect(await queue.next() == nil)
        let drained = Observed(false)
        try await withThrowingTaskGroup { group in
            group.addTask {
                await queue.shutDownWithDrain()
                #expect(queue.inFlight == 0)
                drained.update { $0 = true }
            }
            queue.done("a")
            #expect(!drained.value)
            queue.done("b")
            try await drained.wait { $0 }
        }
    }

    @Test("a cancelled drain does not wait")
    func cancelledDrain() async {
        let queue = queue()
        queue.add("a")
        #expect(await queue.next() == "a")
        await withTaskGroup { group in
            group.addTask { await queue.shutDownWithDrain() }
            group.cancelAll()
            await group.waitForAll()
        }
        #expect(queue.inFlight == 1)
    }

    @Test("depth, adds and retries are measured under the queue's name")
    func metrics() async throws {
        let factory = TestMetrics()
        let queue = WorkQueue<String>(name: "host", clock: clock, metricsFactory: factory)
        let labels = [("controller", "host")]
        queue.add("a")
        queue.add("b")
        queue.addRateLimited("c")
        let depth = try factory.expectGauge("hemostat_workqueue_depth", labels)
        #expect(depth.lastValue == 2)
        #expect(try factory.expectCounter("hemostat_workqueue_adds_total", labels).totalValue == 3)
        #expect(try factory.expectCounter("hemostat_workqueue_retries_total", labels).totalValue == 1)
        _ = await queue.next()
        #expect(depth.lastValue == 1)
    }
}
