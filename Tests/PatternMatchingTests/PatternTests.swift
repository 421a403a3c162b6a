import PatternMatching
import Testing

@Suite struct PatternTests {
    @Test(
        "finds a pattern anywhere in a line",
        arguments: [
            ("error", "an error here", MatchOutcome.match),
            ("error", "all is well", .noMatch),
            ("^panic:", "panic: no", .match),
            ("^panic:", "no panic:", .noMatch),
            ("(?i)FATAL|panic", "Fatal", .match),
            ("", "", .match),
            ("", "anything", .match),
            ("x", "", .noMatch),
            ("^$", "", .match),
            ("größe .{1}$", "größe ü", .match),
            ("\\p{Greek}", "α", .match),
            ("(?<=a)b(?!c)", "abd", .match),
            ("(a)\\1", "xaa", .match),
        ]
    )
    func matching(text: String, line: String, outcome: MatchOutcome) throws {
        #expect(try Pattern(text).matches(line: line.utf8) == outcome)
        #expect(try Pattern(text).matches(line: Array(line.utf8)) == outcome)
    }

    @Test(
        "says where a text stops being a pattern",
        arguments: [
            ("a(b", 3, "missing closing parenthesis"),
            ("[a", 2, "missing terminating ] for character class"),
            ("*a", 0, "quantifier does not follow a repeatable item"),
            ("a\\C", 3, "using \\C is disabled by the application"),
            ("(?<n>a)(?P=m)", 11, "reference to non-existent subpattern"),
        ]
    )
    func refused(text: String, offset: Int, message: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(text) }
        #expect(error?.offset == offset)
        #expect(error?.message == message)
        #expect(error?.description == "not a regular expression: \(message) at byte \(offset)")
    }

    @Test("refuses patterns too long, too deep or too large when compiled")
    func tooLarge() {
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 4097)) }
        #expect(throws: Never.self) { try Pattern(String(repeating: "a", count: 4096)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 2000)) }
        #expect(throws: PatternError.self) {
            try Pattern(String(repeating: "(", count: 2000) + String(repeating: ")", count: 2000))
        }
        #expect(throws: PatternError.self) { try Pattern("((a{1000}){1000}){1000}") }
    }

    @Test(
        "gives up on catastrophic patterns and says so",
        arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*)*b\\1$", "^(?:a?){40}a{9000}$|(x+x+)+y"]
    )
    func catastrophic(text: String) throws {
        let line = String(repeating: "a", count: 8000) + "!" + String(repeating: "x", count: 150)
        #expect(try Pattern(text).matches(line: line.utf8) != .match)
    }

    @Test("reports the limit, not a wrong answer", arguments: ["^(a+)+$", "(*NO_JIT)^(a+)+$", "(*NO_JIT)^(a|aa)+$"])
    func limit(text: String) throws {
        let line = String(repeating: "a", count: 60) + "!"
        #expect(try Pattern(text).matches(line: line.utf8) == .limitExceeded)
    }

    @Test("a pattern cannot lift its own limits")
    func ownLimits() throws {
        let pattern = try Pattern("(*LIMIT_MATCH=4000000000)(*LIMIT_HEAP=4000000000)(*NO_JIT)^(a+)+$")
        #expect(pattern.matches(line: Array(repeating: UInt8(ascii: "a"), count: 60) + [33]) == .limitExceeded)
    }

    @Test("an invalid byte matches nothing, the text around it does")
    func invalidUTF8() throws {
        let line: [UInt8] = [0xFF, 0x61, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0x62, 0xF4]
        #expect(try Pattern("a").matches(line: line) == .match)
        #expect(try Pattern("b").matches(line: line) == .match)
        #expect(try Pattern("c").matches(line: line) == .noMatch)
        #expect(try Pattern("a.*b").matches(line: line) == .noMatch)
        #expect(try Pattern("x").matches(line: [0xC3]) == .noMatch)
    }

    @Test("reads 8 KiB of a line and no more, even when that cuts a character")
    func longLines() throws {
        let filling = [UInt8](repeating: UInt8(ascii: "-"), count: 8191)
        #expect(try Pattern("x").matches(line: filling + Array("x".utf8)) == .match)
        #expect(try Pattern("x").matches(line: filling + Array("-x".utf8)) == .noMatch)
        #expect(try Pattern("ü").matches(line: filling + Array("ü".utf8)) == .noMatch)
        #expect(try Pattern("-$").matches(line: filling + Array("-x".utf8)) == .match)
    }

    @Test("takes any collection of bytes")
    func collections() throws {
        let pattern = try Pattern("b+")
        #expect(pattern.matches(line: Array("abba".utf8)[1...2]) == .match)
        #expect(pattern.matches(line: Array("abba".utf8).reversed()) == .match)
        #expect(pattern.matches(line: EmptyCollection()) == .noMatch)
        #expect(pattern.matches(line: "xyz".utf8) == .noMatch)
    }

    @Test("one pattern serves many tasks")
    func concurrent() async throws {
        let pattern = try Pattern("needle[0-9]+$")
        let found = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask { pattern.matches(line: "hay needle\(index)".utf8) == .match }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(found == 200)
    }

    @Test("random patterns over random lines neither crash nor hang")
    func fuzz() {
        let alphabet = Array("ab()[]{}*+?|\\^$.1,-<>=!:kpPxü".unicodeScalars)
        var state: UInt64 = 0x5EED
        func pick(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var compiled = 0
        for _ in 0..<3000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0...pick(12) { scalars.append(alphabet[pick(alphabet.count)]) }
            guard let pattern = try? Pattern(String(scalars)) else { continue }
            compiled += 1
            _ = pattern.matches(line: (0..<pick(200)).map { _ in UInt8(pick(256)) })
        }
        #expect(compiled > 300)
    }
}
