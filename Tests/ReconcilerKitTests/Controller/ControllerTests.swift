import InMemoryLogging
import Logging
import Metrics
import MetricsTestKit
import Testing

@testable import ReconcilerKit

@Suite(.timeLimit(.minutes(1))) struct ControllerTests {
    private struct Trouble: Error, CustomStringConvertible {
        let description = "docker does not answer"
    }

    private let clock = ManualClock()

    private func queue(factory: any MetricsFactory = NOOPMetricsHandler.instance) -> WorkQueue<String> {
        WorkQueue(
            name: "test",
            backoff: Backoff(base: .seconds(1), cap: .seconds(8), jitter: 0),
            clock: clock,
            metricsFactory: factory
        )
    }

    private func controller(
        _ queue: WorkQueue<String>,
        workers: Int = 2,
        _ reconcile: @escaping @Sendable (String) async throws -> ReconcileResult
    ) -> Controller<String> {
        Controller(queue: queue, workers: workers, logger: quiet, reconcile: reconcile)
    }

    @Test("as many keys are reconciled at a time as there are workers, and no more")
    func concurrency() async throws {
        let queue = queue()
        let gate = Gate()
        let active = Observed((now: 0, most: 0, total: 0))
        let controller = controller(queue, workers: 3) { _ in
            active.update { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.total + 1) }
            try await gate.pass()
            active.update { $0.now -= 1 }
            return .done
        }
        try await withServices([controller]) { _ in
            for key in 0..<10 { queue.add("\(key)") }
            try await gate.arrivals(3)
            #expect(active.value.now == 3)
            gate.open()
            try await active.wait { $0.total == 10 && $0.now == 0 }
            #expect(active.value.most == 3)
        }
    }

    @Test("a key added while it is reconciled is reconciled once more, not beside itself")
    func redelivery() async throws {
        let queue = queue()
        let gate = Gate()
        let looks = Observed((now: 0, most: 0, total: 0))
        let controller = controller(queue, workers: 4) { _ in
            looks.update { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.total + 1) }
            try await gate.pass()
            looks.update { $0.now -= 1 }
            return .done
        }
        try await withServices([controller]) { _ in
            queue.add("a")
            try await gate.arrivals(1)
            for _ in 0..<5 { queue.add("a") }
            gate.open()
            try await looks.wait { $0.total == 2 && $0.now == 0 }
            #expect(looks.value.most == 1)
        }
        #expect(looks.value.total == 2)
    }

    @Test("errors come back after growing waits, success starts afresh")
    func errorBackoff() async throws {
        let queue = queue()
        let looks = Observed<[Duration]>([])
        let controller = controller(queue) { [clock] _ in
            let count = looks.value.count
            looks.update { $0.append(clock.now.offset) }
            if count == 3 { return .done }
            throw Trouble()
        }
        try await withServices([controller]) { [clock] _ in
            queue.add("a")
            for due in [1, 3, 7] {
                try await clock.sleeper(until: .seconds(due))
                clock.advance(to: .seconds(due))
            }
            try await looks.wait { $0.count == 4 }
            while queue.inFlight > 0 { await Task.yield() }
            queue.add("a")
            try await clock.sleeper(until: .seconds(8))
            #expect(looks.value == [0, 1, 3, 7, 7].map { Duration.seconds($0) })
        }
    }

    @Test("a result with a time brings the key back then, and not before")
    func requeueAfter() async throws {
        let queue = queue()
        let looks = Observed<[Duration]>([])
        let controller = controller(queue) { [clock] _ in
            looks.update { $0.append(clock.now.offset) }
            return looks.value.count < 3 ? .after(.seconds(30)) : .done
        }
        try await withServices([controller]) { [clock] _ in
            queue.add("a")
            try await clock.sleeper(until: .seconds(30))
            clock.advance(to: .seconds(29))
            #expect(looks.value.count == 1)
            clock.advance(to: .seconds(30))
            try await clock.sleeper(until: .seconds(60))
            clock.advance(to: .seconds(60))
            try await looks.wait { $0.count == 3 }
        }
        #expect(looks.value == [0, 30, 60].map { Duration.seconds($0) })
    }

    @Test("graceful shutdown lets reconciles in flight finish and takes no further key")
    func gracefulShutdown() async throws {
        let queue = queue()
        let gate = Gate()
        let finished = Observed<[String]>([])
        let controller = controller(queue, workers: 1) { key in
            try await gate.pass()
            finished.update { $0.append(key) }
            return .after(.seconds(1))
        }
        try await withServices([controller]) { shutDown in
            queue.add("a")
            try await gate.arrivals(1)
            queue.add("b")
            queue.add("a")
            await shutDown()
            while !queue.isShutDown { await Task.yield() }
            #expect(queue.inFlight == 1 && finished.value == [])
            gate.open()
        }
        #expect(finished.value == ["a"])
        #expect(queue.inFlight == 0 && queue.depth == 0 && queue.delayed == 0)
    }

    @Test("cancellation ends reconciles in flight and is no error")
    func cancellation() async throws {
        let factory = TestMetrics()
        let queue = queue(factory: factory)
        let gate = Gate()
        let controller = Controller(queue: queue, workers: 2, logger: quiet, metricsFactory: factory) { _ in
            try await gate.pass()
            return .done
        }
        try await withThrowingTaskGroup { group in
            group.addTask { await controller.run() }
            queue.add("a")
            queue.add("b")
            try await gate.arrivals(2)
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(queue.isShutDown && queue.inFlight == 0)
        #expect(try factory.expectCounter("hemostat_reconcile_errors_total", [("controller", "test")]).totalValue == 0)
    }

    @Test("reconciles and errors are measured, and errors are logged with constant text")
    func observability() async throws {
        let factory = TestMetrics()
        let handler = InMemoryLogHandler()
        let queue = queue(factory: factory)
        let looks = Observed(0)
        let controller = Controller(
            queue: queue,
            logger: Logger(label: "test") { _ in handler },
            metricsFactory: factory
        ) { key in
            looks.update { $0 += 1 }
            if key == "bad" { throw Trouble() }
            return .done
        }
        try await withServices([controller]) { _ in
            queue.add("good")
            queue.add("bad")
            try await looks.wait { $0 == 2 }
        }
        let labels = [("controller", "test")]
        #expect(try factory.expectTimer("hemostat_reconcile_seconds", labels).values.count == 2)
        #expect(try factory.expectCounter("hemostat_reconcile_total", labels).totalValue == 2)
        #expect(try factory.expectCounter("hemostat_reconcile_errors_total", labels).totalValue == 1)
        let warning = try #require(handler.entries.first { $0.level == .warning })
        #expect(warning.message == "reconcile failed, it is tried again")
        #expect(warning.metadata["key"] == "bad" && warning.metadata["controller"] == "test")
        #expect(warning.metadata["error"] == "docker does not answer" && warning.metadata["retry_in"] == "1.0 seconds")
    }
}
