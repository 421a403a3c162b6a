import Testing

@testable import ReconcilerKit

@Suite(.timeLimit(.minutes(3))) struct WorkQueuePropertyTests {
    @Test(
        "in any sequence of operations nothing is lost, doubled, early or handed out twice at a time",
        arguments: 0..<60
    )
    func randomOperations(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        var model = WorkQueueModel()
        let keys = Int.random(in: 1...12, using: &generator)
        for _ in 0..<800 {
            let key = Int.random(in: 0..<keys, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0, 1: model.add(key)
            case 2, 3: model.add(key, after: .milliseconds(Int.random(in: -2...400, using: &generator)))
            case 4, 5: model.advance(by: .milliseconds(Int.random(in: 0...120, using: &generator)))
            case 6, 7: model.next()
            case 8: model.done(Int.random(in: 0..<100, using: &generator))
            default: model.cancelWaiter(Int.random(in: 0..<100, using: &generator))
            }
        }
        model.finish()
        #expect(model.handedOut > 0)
    }
}
