import ArgumentParser
import FoundationEssentials
import HemoStatCore

/// For developers: `make generate`.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write the files made from the schemas: CRDs and the JSON Schema for editors.",
        discussion: """
            CRDs of kinds that are no more are removed.

            EXAMPLE
              hemostat generate manifests
            """,
        shouldDisplay: false
    )

    @Argument(help: "The folder they lie in.")
    var directory = "manifests"

    func run() throws {
        let files = GeneratedFile.all
        do {
            for file in files { try write(file) }
            try removeOthers(than: files)
        } catch {
            throw Failure(.no, "cannot write the generated files to \(directory); expected a folder you may write to")
        }
        Terminal.words("wrote \(files.count) files to \(directory)")
    }

    private func write(_ file: GeneratedFile) throws {
        let path = "\(directory)/\(file.path)"
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try file.text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func removeOthers(than files: [GeneratedFile]) throws {
        let folder = "\(directory)/\(GeneratedFile.definitionFolder)"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".yaml") {
            guard !files.contains(where: { $0.path == "\(GeneratedFile.definitionFolder)/\(name)" }) else { continue }
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
