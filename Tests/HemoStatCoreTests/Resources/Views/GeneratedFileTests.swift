import TestSupport
import Testing

@testable import HemoStatCore

@Suite struct GeneratedFileTests {
    private static let folder = "\(Repository.path)/manifests"

    @Test("generated files are fresh", arguments: GeneratedFile.all.map(\.path))
    func fresh(path: String) throws {
        let file = try #require(GeneratedFile.all.first { $0.path == path })
        let written = try? Files.text(of: "\(Self.folder)/\(path)")
        let isFresh = written == file.text
        #expect(isFresh, "manifests/\(path) is not what the schemas say: run `make generate` and commit it")
    }

    @Test("no definition is left of a kind that is no more")
    func leftovers() {
        let known = GeneratedFile.all.map(\.path)
        for name in Files.names(in: "\(Self.folder)/\(GeneratedFile.definitionFolder)") {
            let isKnown = known.contains("\(GeneratedFile.definitionFolder)/\(name)")
            #expect(isKnown, "\(name) belongs to no kind: run `make generate` and commit its removal")
        }
    }

    @Test("what is generated is the same every time")
    func deterministic() { #expect(GeneratedFile.all == GeneratedFile.all) }
}
