import Metrics
import Synchronization
import Testing

@testable import ReconcilerKit

/// Real threads, real clock: what the model proves of the state must hold of the shell around it.
@Suite(.timeLimit(.minutes(2))) struct WorkQueueStressTests {
    /// Who processes what, and how often each key was added and seen.
    private final class Ledger: Sendable {
        private struct State {
            var active: Set<Int> = []
            var added: [Int: Int] = [:]
            var seen: [Int: Int] = [:]
            var overlaps = 0
        }

        private let state = Mutex(State())

        var overlaps: Int { state.withLock { $0.overlaps } }

        /// Keys whose last add was not followed by a look.
        var unseen: [Int] {
            state.withLock { state in state.added.filter { state.seen[$0.key] != $0.value }.map(\.key) }
        }

        func add(_ key: Int) { state.withLock { $0.added[key, default: 0] += 1 } }

        func begin(_ key: Int) {
            state.withLock { state in
                if !state.active.insert(key).inserted { state.overlaps += 1 }
                state.seen[key] = state.added[key]
            }
        }

        func end(_ key: Int) { state.withLock { _ = $0.active.remove(key) } }
    }

    private func queue() -> WorkQueue<Int> {
        WorkQueue(name: "stress", clock: ContinuousClock(), metricsFactory: NOOPMetricsHandler.instance)
    }

    @Test("with many producers and workers every last add is seen and no key overlaps")
    func manyToMany() async throws {
        let queue = queue()
        let ledger = Ledger()
        try await withThrowingTaskGroup { group in
            group.addTask { await queue.run() }
            for _ in 0..<6 {
                group.addTask {
                    while let key = await queue.next() {
                        ledger.begin(key)
                        await Task.yield()
                        ledger.end(key)
                        queue.done(key)
                    }
                }
            }
            try await withThrowingTaskGroup { producers in
                for seed in 0..<4 {
                    producers.addTask {
                        var generator = SeededGenerator(seed: seed)
                        for step in 0..<3000 {
                            let key = Int.random(in: 0..<40, using: &generator)
                            ledger.add(key)
                            switch step % 7 {
                            case 0: queue.add(key, after: .microseconds(Int.random(in: 0...900, using: &generator)))
                            default: queue.add(key)
                            }
                            if step % 50 == 0 { await Task.yield() }
                        }
                    }
                }
                try await producers.waitForAll()
            }
            while !ledger.unseen.isEmpty { await Task.yield() }
            #expect(ledger.overlaps == 0)
            queue.shutDown()
            try await group.waitForAll()
        }
    }

    @Test("cancelling workers while keys arrive loses none")
    func cancellation() async {
        for round in 0..<200 {
            let queue = queue()
            let taken = await withTaskGroup(of: Int?.self, returning: [Int].self) { group in
                for _ in 0..<4 { group.addTask { await queue.next() } }
                // In every other round all workers wait when the race begins, else some are on their way.
                while round.isMultiple(of: 2), queue.idle < 4 { await Task.yield() }
                group.addTask {
                    for key in 0..<4 { queue.add(key) }
                    return nil
                }
                group.cancelAll()
                return await group.reduce(into: []) { keys, key in if let key { keys.append(key) } }
            }
            var left: [Int] = []
            while queue.depth > 0, let key = await queue.next() { left.append(key) }
            #expect((taken + left).sorted() == [0, 1, 2, 3])
        }
    }
}
