import Testing

@testable import ReconcilerKit

@Suite struct DelayHeapTests {
    @Test("of several times for a key the earliest wins")
    func earliestWins() {
        var heap = DelayHeap<String>()
        let first = heap.insert("a", due: .seconds(5))
        let later = heap.insert("a", due: .seconds(9))
        let earlier = heap.insert("a", due: .seconds(2))
        #expect(first && !later && earlier)
        #expect(heap.count == 1 && heap.earliest == .seconds(2))
        let early = heap.popDue(now: .seconds(1))
        let due = heap.popDue(now: .seconds(2))
        let again = heap.popDue(now: .seconds(100))
        #expect(early == nil && due == "a" && again == nil && heap.earliest == nil)
    }

    @Test("keys due at one instant come in the order they were added")
    func order() {
        var heap = DelayHeap<Int>()
        for key in 0..<20 { _ = heap.insert(key, due: .seconds(1)) }
        var popped: [Int] = []
        while let key = heap.popDue(now: .seconds(1)) { popped.append(key) }
        #expect(popped == Array(0..<20))
    }

    @Test("an outdated entry never shows, even when its key is delayed again")
    func outdated() {
        var heap = DelayHeap<String>()
        _ = heap.insert("a", due: .seconds(5))
        _ = heap.insert("a", due: .seconds(1))
        let popped = heap.popDue(now: .seconds(1))
        let isEarliest = heap.insert("a", due: .seconds(8))
        #expect(popped == "a" && isEarliest && heap.earliest == .seconds(8))
        let tooEarly = heap.popDue(now: .seconds(6))
        #expect(tooEarly == nil)
    }

    @Test("memory stays bounded by the keys, not by the adds")
    func bounded() {
        var heap = DelayHeap<Int>()
        for step in 0..<100_000 { _ = heap.insert(step % 10, due: .seconds(200_000 - step)) }
        #expect(heap.count == 10)
        #expect(heap.footprint <= 2 * 10 + 65)
    }
}
