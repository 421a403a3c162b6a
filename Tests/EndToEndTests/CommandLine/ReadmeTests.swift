import TestSupport
import Testing

/// The README's chapter "Write your first policy", followed to the letter.
///
/// A yaml block whose first line is `# NAME.yaml` is saved under that name; of a console block each line after `$` is run,
/// and the lines below it are what must be printed.
@Suite struct ReadmeTests {
    @Test("a newcomer who types what the README says sees what the README shows")
    func firstPolicy() async throws {
        let steps = try Self.steps()
        #expect(steps.count >= 8, "the chapter is there, and its blocks were understood")
        let folder = try TemporaryDirectory()
        for step in steps {
            switch step {
            case .save(let name, let text):
                try folder.write(name, text)
            case .run(let command, let expected):
                let result = try await Self.run(command, in: folder)
                #expect(result == expected, "\(command)")
            }
        }
    }

    private enum Step {
        case save(name: String, text: String)
        case run(command: String, output: String)
    }

    /// `hemostat` is the binary under test; what it says to people and its data come together, as on a terminal.
    private static func run(_ command: String, in folder: TemporaryDirectory) async throws -> String {
        let words = command.replacing("hemostat ", with: "\"$HEMOSTAT\" ")
        let result = try await ChildProcess.run(
            "/bin/sh",
            ["-c", "exec 2>&1; \(words)"],
            environment: Ward.neutral.merging(["HEMOSTAT": OperatorProcess.binary]) { $1 },
            directory: folder.path
        )
        return result.output
    }

    private static func steps() throws -> [Step] {
        let readme = try Files.text(of: "\(Repository.path)/README.md")
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let chapter = lines.drop { $0 != "## Write your first policy" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        var steps: [Step] = []
        var rest = Array(chapter)[...]
        while let start = rest.firstIndex(where: { $0.hasPrefix("```") }) {
            let body = rest[(start + 1)...].prefix { $0 != "```" }
            switch rest[start] {
            case "```yaml": steps.append(try saving(Array(body)))
            case "```console": steps += running(Array(body))
            default: break
            }
            rest = rest[min(body.endIndex + 1, rest.endIndex)...]
        }
        return steps
    }

    private static func saving(_ lines: [String]) throws -> Step {
        let first = try #require(lines.first)
        try #require(first.hasPrefix("# ") && first.hasSuffix(".yaml"), "a yaml block names its file: \(first)")
        return .save(name: String(first.dropFirst(2)), text: lines.joined(separator: "\n") + "\n")
    }

    private static func running(_ lines: [String]) -> [Step] {
        var steps: [Step] = []
        var rest = lines[...]
        while let line = rest.popFirst() {
            guard line.hasPrefix("$ ") else { continue }
            let output = rest.prefix { !$0.hasPrefix("$ ") }
            rest = rest.dropFirst(output.count)
            let text = output.isEmpty ? "" : output.joined(separator: "\n") + "\n"
            steps.append(.run(command: String(line.dropFirst(2)), output: text))
        }
        return steps
    }
}
