import TestSupport
import Testing

/// One run of `hemostat` to its end, and what everybody may expect of any run.
struct CommandLineRun {
    let code: Int32?
    let output: String
    let errorOutput: String

    /// Runs it with nothing of our own environment that would change what it does.
    /// - Throws: `AwaitError` when it does not end, `SystemError`.
    init(_ words: [String], environment: [String: String] = [:], wrapper: [String] = []) async throws {
        let command = wrapper + [OperatorProcess.binary] + words
        let result = try await ChildProcess.run(
            command[0],
            Array(command.dropFirst()),
            environment: Ward.neutral.merging(environment) { $1 },
            within: .seconds(30)
        )
        code = if case .code(let code) = result.exit { code } else { nil }
        output = result.output
        errorOutput = result.errorOutput
    }

    /// The one sentence it failed with, without what swift-argument-parser adds about usage.
    var sentence: String { errorLines.first ?? "" }

    private var errorLines: [String] {
        errorOutput.split(separator: "\n").map(String.init).filter { $0.lowercased().hasPrefix("error: ") }
    }

    /// Expects this exit code, one sentence on stderr holding these words, no data and no trace of the program's insides.
    func expectFailure(_ code: Int32, saying words: [String], _ source: SourceLocation = #_sourceLocation) {
        #expect(self.code == code, "\(errorOutput)", sourceLocation: source)
        #expect(errorLines.count == 1, "\(errorOutput)", sourceLocation: source)
        #expect(output.isEmpty, sourceLocation: source)
        for word in words { #expect(sentence.contains(word), "\(errorOutput)", sourceLocation: source) }
        for word in ["Fatal error", ".swift", "Stack dump", "Backtrace", "Optional(", "Error(", "errno:"] {
            #expect(!errorOutput.contains(word), "\(errorOutput)", sourceLocation: source)
        }
    }
}
