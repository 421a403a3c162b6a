import Testing

@testable import ReconcilerKit

@Suite struct RendezvousTests {
    private let leases = (0..<1000).map { "host:docker-\($0)" }

    private func members(_ count: Int) -> [String] { (0..<count).map { "node-\($0)/4711" } }

    @Test("the answer is the same for everybody, whatever order the members come in, and never changes")
    func stable() {
        var generator = SeededGenerator(seed: 1)
        for lease in leases.prefix(100) {
            let shuffled = members(5).shuffled(using: &generator)
            #expect(Rendezvous.owner(of: lease, among: shuffled) == Rendezvous.owner(of: lease, among: members(5)))
        }
        // Replicas of another version must come to the same: these are written down.
        #expect(Rendezvous.weight(of: "a", for: "l") == 0x0b90_6bd5_0dec_7ae0)
        #expect(Rendezvous.order(of: "host:default", among: ["a", "b", "c", "b"]).count == 3)
        #expect(Rendezvous.owner(of: "l", among: []) == nil)
    }

    @Test("when a member goes only its own leases move, each to the one that was next", arguments: 2...10)
    func removal(count: Int) {
        let members = members(count)
        for gone in members {
            let rest = members.filter { $0 != gone }
            for lease in leases.prefix(200) {
                let order = Rendezvous.order(of: lease, among: members)
                let owner = Rendezvous.owner(of: lease, among: rest)
                #expect(owner == (order[0] == gone ? order[1] : order[0]))
            }
            if count > 4 { break }
        }
    }

    @Test("a member that comes takes its share, and takes nothing from one to give it to another", arguments: 2...10)
    func addition(count: Int) {
        let before = members(count)
        let moved = leases.filter { lease in
            let (old, new) = (
                Rendezvous.owner(of: lease, among: before), Rendezvous.owner(of: lease, among: members(count + 1))
            )
            if old != new { #expect(new == "node-\(count)/4711") }
            return old != new
        }
        #expect(Double(moved.count) < 1.3 * 1000 / Double(count + 1))
    }

    @Test("nobody has more than a fifth above or below the mean", arguments: 3...10)
    func balance(count: Int) {
        // Of a thousand leases a share of ten strays by more than a fifth by chance alone, once in thirty; so more here.
        let many = (0..<4000).map { "host:docker-\($0)" }
        var shares: [String: Int] = [:]
        for lease in many { shares[Rendezvous.owner(of: lease, among: members(count)) ?? "", default: 0] += 1 }
        let mean = Double(many.count) / Double(count)
        #expect(shares.count == count)
        for share in shares.values { #expect(abs(Double(share) - mean) < mean / 5) }
    }
}
