import HemoStatCore
import Testing

@testable import PolicyDocuments

/// The tools of the other suites, held against the reader before anything is proved by them.
@Suite struct EmitterTests {
    @Test("what is emitted is read back the same, every key and value where the emitter says", arguments: 0..<40)
    func places(seed: UInt64) throws {
        var random = Sequence64(seed: seed)
        let tree = Self.tree(&random, depth: 5)
        var flow: Set<String> = []
        Self.chooseFlow(tree, "", &flow, &random)
        let emitter = YAMLEmitter(tree, flow: flow)
        let document = try #require(YAMLText.documents(emitter.text).first)
        let root = try #require(document.node)
        #expect(document.diagnostics == [], "\(emitter.text)")
        #expect(root.outline == tree.outline)
        Self.compare(root, emitter)
    }

    private static func compare(_ node: DocumentNode, _ emitter: YAMLEmitter) {
        let place = emitter.values[node.path].map { "f.yaml:\($0.line):\($0.column)" }
        #expect(node.position?.description == place, "\(node.path) in\n\(emitter.text)")
        for item in node.elements { compare(item, emitter) }
        for member in node.members {
            let place = emitter.keys[member.value.path].map { "f.yaml:\($0.line):\($0.column)" }
            #expect(member.keyPosition?.description == place, "key \(member.value.path) in\n\(emitter.text)")
            compare(member.value, emitter)
        }
    }

    private static let texts = [
        "", "a", "yes", "true", "1", "é: ü", "-", "a\nb", "\"\\", "x y", "🚑", "~", "#", "\u{7F}\t",
    ]

    private static func tree(_ random: inout Sequence64, depth: Int) -> DocumentNode {
        let count = random.below(4) + (depth == 5 ? 1 : 0)
        switch depth == 5 ? 7 : random.below(depth == 0 ? 5 : 9) {
        case 0: return DocumentNode(.null)
        case 1: return DocumentNode(.bool(random.chance(50)))
        case 2: return DocumentNode(.integer(Int64(bitPattern: random.next())))
        case 3: return DocumentNode(.number(Double(random.below(1000)) + 0.5))
        case 4: return DocumentNode(.string(random.pick(texts)))
        case 5, 6: return DocumentNode(.array((0..<count).map { _ in tree(&random, depth: depth - 1) }))
        default:
            let names = Set((0..<count).map { _ in random.pick(texts) }).sorted()
            return DocumentNode(.object(names.map { .init(key: $0, value: tree(&random, depth: depth - 1)) }))
        }
    }

    static func chooseFlow(_ node: DocumentNode, _ path: String, _ flow: inout Set<String>, _ random: inout Sequence64)
    {
        if random.chance(20) { flow.insert(path) }
        for (index, item) in node.elements.enumerated() {
            chooseFlow(item, DocumentNode.path(path, index: index), &flow, &random)
        }
        for member in node.members {
            chooseFlow(member.value, DocumentNode.path(path, member: member.key), &flow, &random)
        }
    }
}
