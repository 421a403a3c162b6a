import ArgumentParser
import FoundationEssentials
import HemoStatCore

/// How problems of documents are told: to people, to programs, to GitHub's checks.
enum DiagnosticFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    /// Workflow commands: `::error file=…,line=…,col=…::…`
    /// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
    case github

    func render(_ diagnostics: [Diagnostic]) throws -> String {
        switch self {
        case .text: diagnostics.map { "\($0)\n" }.joined()
        case .json: try Self.json(diagnostics)
        case .github: diagnostics.map { Self.command($0) + "\n" }.joined()
        }
    }

    private static func json(_ diagnostics: [Diagnostic]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(diagnostics), as: UTF8.self) + "\n"
    }

    private static func command(_ diagnostic: Diagnostic) -> String {
        var properties: [String] = []
        if let position = diagnostic.position {
            properties = ["file=\(escaped(position.file, ",:"))", "line=\(position.line)", "col=\(position.column)"]
        }
        properties.append("title=hemostat")
        let subject = diagnostic.path.isEmpty ? "" : "\(diagnostic.path): "
        let name = diagnostic.severity.rawValue
        return "::\(name) \(properties.joined(separator: ","))::\(escaped(subject + diagnostic.message, ""))"
    }

    /// Percent signs and line ends mean something to GitHub; in properties commas and colons do, too.
    private static func escaped(_ text: String, _ more: String) -> String {
        text.unicodeScalars.map { scalar in
            "%\r\n\(more)".unicodeScalars.contains(scalar)
                ? "%\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16, uppercase: true))" : String(scalar)
        }.joined()
    }
}
