import Testing

@testable import ReconcilerKit

@Suite struct PlacementTests {
    private let timing = LeaseTiming()

    @Test("the rank is the place in the order; who is no candidate is barred; without candidates everybody may try")
    func rank() {
        let names = ["a", "b", "c"]
        for (rank, name) in Rendezvous.order(of: "l", among: names).enumerated() {
            #expect(Placement.of("l", for: name, among: names) == Placement(rank: rank))
        }
        #expect(Placement.of("l", for: "d", among: names) == .barred)
        #expect(Placement.of("l", for: "d", among: []) == .preferred)
    }

    @Test("each waits a little longer than the one before, and nobody longer than one retry")
    func grace() {
        let graces = (0..<6).map { Placement(rank: $0).grace(timing) }
        #expect(graces == [0, 125, 250, 375, 500, 500].map { .milliseconds($0) })
        #expect(Placement.barred.grace(timing) == timing.retryEvery)
    }

    @Test("a lease is handed over when another was preferred for long enough, and it was held for half a minute")
    func handOver() {
        var rule = HandOverRule(settling: .seconds(6))
        func judge(_ rank: Int?, _ held: Int?, _ now: Int) -> Bool {
            rule.judge(Placement(rank: rank), heldSince: held.map { .seconds($0) }, now: .seconds(now))
        }
        let early = [judge(1, 0, 0), judge(1, 0, 10), judge(1, 0, 29)]
        #expect(early == [false, false, false])
        let due = judge(1, 0, 30)
        #expect(due)
        // Preferred again in between: it settles anew.
        let again = [judge(0, 0, 31), judge(1, 0, 32), judge(1, 0, 37), judge(1, 0, 38)]
        #expect(again == [false, false, false, true])
        // Who cannot do the work hands over by the same rule, who does not hold it never.
        let others = [
            judge(nil, 0, 40), judge(nil, nil, 50), judge(nil, 45, 51), judge(nil, 45, 74), judge(nil, 45, 75),
        ]
        #expect(others == [true, false, false, false, true])
    }

    @Test("however members come and go, a lease moves at most once in half a minute", arguments: 0..<20)
    func flapping(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        var holder = "a"
        var heldSince = Duration.zero
        var rules = ["a", "b", "c"].reduce(into: [:]) { $0[$1] = HandOverRule(settling: .seconds(6)) }
        var moves: [Duration] = []
        for second in stride(from: 0, to: 600, by: 2) {
            let now = Duration.seconds(second)
            let live = ["a", "b", "c"].filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }
            let placement = Placement.of("l", for: holder, among: live)
            guard rules[holder]?.judge(placement, heldSince: heldSince, now: now) == true,
                let next = Rendezvous.owner(of: "l", among: live)
            else { continue }
            moves.append(now)
            (holder, heldSince) = (next, now)
        }
        #expect(zip(moves, moves.dropFirst()).allSatisfy { $1 - $0 >= .seconds(30) })
    }
}
