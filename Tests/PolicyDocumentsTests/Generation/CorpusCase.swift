import HemoStatCore
import Testing

@testable import PolicyDocuments

/// One broken document of `Corpus/`, with everything that is said about it.
///
/// A case is a line `# ==== title`, then a line for each problem, `# expect: line:column path: message` (`# warns: …` for
/// a warning), then the document; its lines count from 1. `⟦FF⟧` in it stands for a byte, `⟦3*ab⟧` for `ababab`.
struct CorpusCase: Sendable, CustomTestStringConvertible {
    let file: String
    let title: String
    let expected: [String]
    let bytes: [UInt8]

    var testDescription: String { "\(file): \(title)" }

    /// Policy tests belong in files of their own.
    var isPolicyTest: Bool { file == "policy-tests.yaml" }

    /// Where the files lie, found from this file.
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") + "/Corpus"

    static func all() throws -> [CorpusCase] {
        let reader = PolicyFileReader()
        return try reader.list(folder).files.flatMap { path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return cases(in: String(decoding: try reader.contents(of: path), as: UTF8.self), of: name)
        }
    }

    func load() -> PolicyLoad {
        var load = PolicyLoader.load(bytes, file: isPolicyTest ? "f.test.yaml" : "f.yaml")
        load.noteOverlaps()
        return load
    }

    /// A problem as the files spell it.
    static func spelled(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.position.map { "\($0.line):\($0.column) " } ?? ""
        let subject = diagnostic.path.isEmpty ? "" : "\(diagnostic.path): "
        return "\(diagnostic.severity == .error ? "expect" : "warns"): \(place)\(subject)\(diagnostic.message)"
    }

    // MARK: Reading

    private static func cases(in text: String, of file: String) -> [CorpusCase] {
        var cases: [[Substring]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# ==== ") { cases.append([]) }
            if !cases.isEmpty { cases[cases.count - 1].append(line) }
        }
        return cases.map { lines in
            let expected = lines.dropFirst().prefix { $0.hasPrefix("# expect: ") || $0.hasPrefix("# warns: ") }
            let document = lines.dropFirst(1 + expected.count).map { "\($0)\n" }.joined()
            return CorpusCase(
                file: file,
                title: String(lines[0].dropFirst("# ==== ".count)),
                expected: expected.map { String($0.dropFirst(2)) },
                bytes: bytes(of: document)
            )
        }
    }

    private static func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in text.split(separator: "⟦", omittingEmptySubsequences: false).enumerated() {
            let ends = part.element.split(separator: "⟧", maxSplits: 1, omittingEmptySubsequences: false)
            guard part.offset > 0, ends.count == 2 else {
                bytes += Array(part.element.utf8)
                continue
            }
            let repeated = ends[0].split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
            if repeated.count == 2, let count = Int(repeated[0]) {
                bytes += (0..<count).flatMap { _ in repeated[1].utf8 }
            } else if let byte = UInt8(ends[0], radix: 16) {
                bytes.append(byte)
            }
            bytes += Array(ends[1].utf8)
        }
        return bytes
    }
}
