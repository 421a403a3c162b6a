import HemoStatCore
import Testing

@testable import PolicyDocuments

/// Broken documents, each with every problem it has: at its place, in words that help.
@Suite struct CorpusTests {
    @Test("each document of the corpus has exactly the problems its file says")
    func corpus() throws {
        let cases = try CorpusCase.all()
        #expect(cases.count >= 500)
        for entry in cases {
            let load = entry.load()
            #expect(load.diagnostics.map(CorpusCase.spelled) == entry.expected, "\(entry)")
            #expect(!entry.expected.isEmpty, "\(entry)")
            #expect(load.hasErrors == !load.refused.isEmpty, "\(entry)")
        }
    }

    @Test("titles tell cases apart")
    func titles() throws {
        let titles = try CorpusCase.all().map(\.testDescription)
        #expect(Set(titles).count == titles.count)
    }

    @Test("every message is one short, printable, lower-case sentence without a secret")
    func style() throws {
        for entry in try CorpusCase.all() {
            for diagnostic in entry.load().diagnostics {
                let message = diagnostic.message
                let isName = message.hasPrefix("HealthPolicy \"")
                #expect(message.first?.isUppercase == false || isName, "\(message)")
                #expect(!message.hasSuffix(".") && !message.hasSuffix(" ") && !message.contains("  "), "\(message)")
                #expect((10...400).contains(message.count), "\(message)")
                #expect(message.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }, "\(message)")
                #expect(!diagnostic.description.contains("hunter"), "\(message)")
                #expect(!diagnostic.description.contains("hooks.slack.com"), "\(message)")
                #expect(diagnostic.position != nil, "\(message)")
                #expect(diagnostic.path.utf8.count <= 515, "\(message)")
            }
        }
    }
}
