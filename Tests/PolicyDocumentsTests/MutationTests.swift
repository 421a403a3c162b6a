import HemoStatCore
import Testing

@testable import PolicyDocuments

/// Good and bad documents, damaged at random but the same way every time: never a crash, never silence, never a flood.
@Suite(.timeLimit(.minutes(5))) struct MutationTests {
    @Test("10 000 damaged documents: whatever is refused is explained, at a place in the text, in bounded words")
    func damaged() throws {
        var mutation = try Mutation(seed: 0x4845_4D4F)
        var accepted = 0
        for round in 0..<10_000 {
            let (bytes, file) = mutation.next()
            let load = PolicyLoader.load(bytes, file: file)
            accepted += load.policies.count + load.others.count
            #expect(load.refused.isEmpty == !load.hasErrors, "round \(round)")
            // At most so many of each document's YAML and of its schema, and of documents there are only as many as marks.
            let documents = load.refused.count + load.policies.count + load.others.count + 1
            #expect(load.diagnostics.count <= 402 * documents, "round \(round)")
            let lines = bytes.count { $0 == 10 || $0 == 13 } + bytes.count { $0 == 0x85 || $0 == 0xA8 } + 2
            for diagnostic in load.diagnostics {
                let line = diagnostic.position?.line ?? 0
                let isBounded = diagnostic.message.utf8.count <= 1200 && diagnostic.path.utf8.count <= 515
                #expect((1...lines).contains(line) && isBounded, "round \(round): \(diagnostic)")
            }
        }
        // Most damage is caught, some hits a comment or a text that may be anything.
        #expect((100...5000).contains(accepted), "\(accepted)")
    }

    @Test("random bytes are refused, not read")
    func noise() {
        var random = Sequence64(seed: 7)
        for _ in 0..<500 {
            let bytes = (0..<random.below(300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let load = PolicyLoader.load(bytes, file: "f.yaml")
            #expect(load.policies.isEmpty && load.others.isEmpty)
        }
    }
}
