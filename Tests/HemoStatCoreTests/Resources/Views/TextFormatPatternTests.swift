import Testing

@testable import HemoStatCore

@Suite struct TextFormatPatternTests {
    @Test("the samples are what they say", arguments: TextFormat.allCases)
    func samples(format: TextFormat) {
        for text in SchemaSamples.good(format) { #expect(format.accepts(text), "\(format) \(text.debugDescription)") }
        for text in SchemaSamples.bad(format) { #expect(!format.accepts(text), "\(format) \(text.debugDescription)") }
    }

    @Test("pattern and lengths tell the samples of every form apart as the rule does", arguments: TextFormat.allCases)
    func agreement(format: TextFormat) throws {
        let pattern = try Pattern(format)
        for other in TextFormat.allCases {
            for text in SchemaSamples.good(other) + SchemaSamples.bad(other) where !Self.isExempt(text, format) {
                #expect(try pattern.accepts(text) == format.accepts(text), "\(format) \(text.debugDescription)")
            }
        }
    }

    @Test("what the rule takes, the pattern never refuses", arguments: TextFormat.allCases)
    func neverStricter(format: TextFormat) throws {
        let pattern = try Pattern(format)
        var random = SplitMix(seed: 7)
        for sample in SchemaSamples.good(format) where sample.utf8.count < 100 {
            for _ in 0..<60 {
                let text = Self.mutate(sample, using: &random)
                guard format.accepts(text) else { continue }
                #expect(try pattern.accepts(text), "\(format) \(text.debugDescription)")
            }
        }
    }

    @Test("patterns keep to what every reader of schemas knows", arguments: TextFormat.allCases)
    func dialect(format: TextFormat) {
        guard let pattern = format.pattern else { return }
        for word in ["(?", "\\d", "\\w", "\\p", "\\b", "++", "*+", "?+"] {
            #expect(!pattern.contains(word), "\(pattern)")
        }
        #expect(pattern.hasPrefix("^") && pattern.hasSuffix("$"))
    }

    @Test(
        "notations of values",
        arguments: [
            (
                ValueType.duration(), ["0", "5m", "1h30m", "1.5s", "500ms"],
                ["", "5", "-5s", "m", "1d", "5m ", ".5s", "1.s"]
            ),
            (.signedDuration, ["0", "-1h", "1m30s", "-0"], ["", "+1h", "--1h", "-"]),
            (
                .percentage(from: Percentage(0), to: Percentage(10_000)), ["85%", "0.01%", "99.9999%"],
                ["", "85", "%", "8.%", ".5%", "-1%", "1.00000%"]
            ),
            (
                .quantity(), ["1", "512Mi", "1.5Gi", "100M", "1.125k"],
                ["", "1.5", "Mi", "-1", "1.Mi", "1KiB", "1.1234Gi", "1K"]
            ),
        ]
    )
    func notations(type: ValueType, good: [String], bad: [String]) throws {
        let regex = try Regex(#require(type.notation))
        for text in good {
            #expect(try regex.wholeMatch(in: text) != nil, "\(text)")
            #expect(type.complaint(about: .string(text)) == nil, "\(text)")
        }
        for text in bad {
            #expect(try regex.wholeMatch(in: text) == nil, "\(text)")
            #expect(type.complaint(about: .string(text)) != nil, "\(text)")
        }
    }

    // MARK: Helpers

    private struct Pattern {
        let format: TextFormat
        let regex: Regex<AnyRegexOutput>?

        init(_ format: TextFormat) throws {
            self.format = format
            regex = try format.pattern.map { try Regex($0).matchingSemantics(.unicodeScalar) }
        }

        func accepts(_ text: String) throws -> Bool {
            let count = Int64(text.unicodeScalars.count)
            guard count >= format.minLength ?? 0, count <= format.maxLength ?? .max else { return false }
            return try regex.map { try $0.wholeMatch(in: text) != nil } ?? true
        }
    }

    /// What a pattern takes and the rule does not, as the documentation of `pattern` says.
    private static func isExempt(_ text: String, _ format: TextFormat) -> Bool {
        switch format {
        case .gitReference: text.contains("..") || text.contains("@{") || text.hasSuffix(".lock")
        case .fileBelow: text.contains("://")
        default: false
        }
    }

    /// One letter replaced, inserted, removed or doubled.
    private static func mutate(_ text: String, using random: inout SplitMix) -> String {
        let letters = Array("aA0-._/:@{}[]~^*?#%+ ä\n\u{0}\u{7F}".unicodeScalars)
        var scalars = Array(text.unicodeScalars)
        let place = Int(random.next() % UInt64(scalars.count + 1))
        let letter = letters[Int(random.next() % UInt64(letters.count))]
        switch random.next() % 3 {
        case 0: scalars.insert(letter, at: place)
        case 1 where place < scalars.count: scalars[place] = letter
        case 2 where place < scalars.count: scalars.remove(at: place)
        default: scalars += scalars.prefix(place)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
