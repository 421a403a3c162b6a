import HemoStatCore
import PatternMatching

/// What only the edge can tell of a document: whether its patterns compile, and whether its time zones exist.
struct EdgeChecks: Sendable {
    var zones = ZoneDirectory()

    /// The problems of a document whose shape has been validated before.
    func problems(of document: DocumentNode, _ schema: ResourceSchema) -> [Diagnostic] {
        let texts = schema.texts(in: document).filter { $0.format.accepts($0.node.text ?? "") }
        let zones = zoneProblems(texts.compactMap { $0.format.isTimeZone ? $0.node.text : nil })
        var problems: [Diagnostic] = []
        for (format, node) in texts {
            guard let text = node.text else { continue }
            let message = format.isRegularExpression ? Self.patternProblem(text) : format.isTimeZone ? zones[text] : nil
            if let message { problems.append(Diagnostic(message, path: node.path, position: node.position)) }
        }
        if schema.kind == AlertRoute.kind { problems += Self.matcherProblems(document) }
        return problems
    }

    /// All at once: looking for similar names is costly.
    private func zoneProblems(_ names: [String]) -> [String: String] {
        guard !names.isEmpty else { return [:] }
        let problems = zones.table(of: names).problems
        return Dictionary(problems.map { ($0.zone, "\($0)") }) { first, _ in first }
    }

    private static func patternProblem(_ text: String) -> String? {
        do throws(PatternError) {
            _ = try Pattern(text)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The value of a matcher is a pattern only where its `matchType` says so.
    private static func matcherProblems(_ document: DocumentNode) -> [Diagnostic] {
        let matchers = document["spec"]?["matchers"]?.elements ?? []
        return matchers.compactMap { matcher in
            guard let type = matcher["matchType"]?.text, type.hasSuffix("~"), let value = matcher["value"],
                let text = value.text, let message = patternProblem(text)
            else { return nil }
            return Diagnostic(message, path: value.path, position: value.position)
        }
    }
}

extension TextFormat {
    fileprivate var isRegularExpression: Bool { if case .regularExpression = self { true } else { false } }
    fileprivate var isTimeZone: Bool { if case .timeZone = self { true } else { false } }
}
