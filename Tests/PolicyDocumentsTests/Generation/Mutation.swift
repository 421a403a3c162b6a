import HemoStatCore

@testable import PolicyDocuments

/// Damaged documents without end, the same for the same seed.
struct Mutation {
    private static let tokens = [
        "\t", "\n", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "*u", "!!int ", "!x ", "|\n", ">-\n", "\"", "'",
        "#",
        "---\n", "...\n", "%", "~", ".nan", ".inf", "1e999", "99999999999999999999", "0x", "\u{FEFF}", "\u{85}",
        "\u{2028}",
        "é", "? ", "<<: *u\n", "null", "0", "-1", "true", "spec: ", "name: ", "status: {}\n", ", ", "@", "`", "\\",
        "\0",
        "⟦", "[[[[[[[[", "kind: List\n", "items:\n", "5m", "85%", "(?:a+)+$",
    ].map { Array($0.utf8) }

    private var random: Sequence64
    private typealias Seed = (bytes: [UInt8], file: String)
    /// Each in several styles.
    private let good: [Seed]
    /// What is in the corpus, but for the huge ones.
    private let bad: [Seed]

    init(seed: UInt64) throws {
        var random = Sequence64(seed: seed)
        bad = try CorpusCase.all().filter { $0.bytes.count < 4000 }.map { entry in
            (entry.bytes, entry.isPolicyTest ? "f.test.yaml" : "f.yaml")
        }
        var good: [Seed] = []
        for schema in ResourceSchemas.all where !schema.isWrittenByOperator {
            let file = schema.kind == PolicyTest.kind ? "f.test.yaml" : "f.yaml"
            for document in CoveringDocuments.all(of: schema) {
                for _ in 0..<4 {
                    var flow: Set<String> = []
                    EmitterTests.chooseFlow(document, "", &flow, &random)
                    good.append((Array(YAMLEmitter(document, flow: flow).text.utf8), file))
                }
            }
        }
        self.good = good
        self.random = random
    }

    mutating func next() -> (bytes: [UInt8], file: String) {
        var (bytes, file) = random.pick(random.chance(50) ? good : bad)
        for _ in 0...random.below(4) { damage(&bytes) }
        return (bytes, file)
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let start = random.below(bytes.count + 1)
        let end = min(bytes.count, start + random.below(13))
        switch random.below(10) {
        case 0: bytes.insert(contentsOf: random.pick(Self.tokens), at: start)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.replaceSubrange(start..<end, with: random.pick(Self.tokens))
        case 3: bytes.insert(contentsOf: bytes[start..<end], at: random.below(bytes.count + 1))
        case 4: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: start)
        case 5: damageLines(&bytes)
        case 6, 7: replaceWord(&bytes, near: start)
        case 8 where random.chance(30): bytes.removeSubrange(start...)
        case 8: replaceWord(&bytes, near: start)
        default: if start < bytes.count { bytes[start] ^= 1 << UInt8(random.below(8)) }
        }
    }

    /// A line twice, gone, or changed for another.
    private mutating func damageLines(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let (one, other) = (random.below(lines.count), random.below(lines.count))
        switch random.below(3) {
        case 0: lines.insert(lines[one], at: other)
        case 1: lines.remove(at: one)
        default: lines.swapAt(one, other)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// A word for another of the document.
    private mutating func replaceWord(_ bytes: inout [UInt8], near start: Int) {
        func isWord(_ byte: UInt8) -> Bool { byte | 0x20 >= 97 && byte | 0x20 <= 122 }
        func word(at place: Int, in bytes: [UInt8]) -> Range<Int> {
            let first = bytes[place...].firstIndex(where: isWord) ?? bytes.count
            return first..<(bytes[first...].firstIndex { !isWord($0) } ?? bytes.count)
        }
        let other = word(at: random.below(bytes.count + 1), in: bytes)
        bytes.replaceSubrange(word(at: start, in: bytes), with: Array(bytes[other]))
    }
}
