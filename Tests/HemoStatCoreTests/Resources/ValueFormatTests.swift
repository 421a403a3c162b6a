import Testing

@testable import HemoStatCore

@Suite struct ValueFormatTests {
    @Test(
        "durations are Go's, to the millisecond",
        arguments: [
            ("0", 0), ("0s", 0), ("500ms", 500), ("1s", 1000), ("1.5s", 1500), ("1.1s", 1100), ("2m", 120_000),
            ("1h30m", 5_400_000), ("1.5h", 5_400_000), ("1h1h", 7_200_000), ("1m0.5s", 60_500),
            ("87600h", 315_360_000_000),
        ]
    )
    func durations(text: String, milliseconds: Int64) throws {
        let duration = try #require(PolicyDuration(text))
        #expect(duration.milliseconds == milliseconds)
        #expect(PolicyDuration(duration.description) == duration)
    }

    @Test(
        "what is no duration",
        arguments: [
            "", " ", "5", "5 m", "m", "1h30", "-5s", "+5s", "1d", "1us", "1ns", "0.5ms", "0.0001s", ".5s", "1.s",
            "1..5s",
            "1.2.3s", "1e3s", "１s", "9999999999999s", "87600h1ms", "999999999999h999999999999h", "5M", "1h\n", "∞",
        ]
    )
    func noDurations(text: String) { #expect(PolicyDuration(text) == nil) }

    @Test("every number of milliseconds survives printing")
    func durationsPrint() {
        var value: Int64 = 1
        while value < PolicyDuration.longest.milliseconds {
            let duration = PolicyDuration(milliseconds: value)
            #expect(PolicyDuration(duration.description) == duration)
            value = value * 7 / 3 + 1
        }
    }

    @Test(
        "percentages",
        arguments: [
            ("85%", 85.0), ("0%", 0), ("99.5%", 99.5), ("0.01%", 0.01), ("0.0001%", 0.0001), ("10000%", 10_000),
        ]
    )
    func percentages(text: String, percent: Double) throws {
        let percentage = try #require(Percentage(text: text))
        #expect(percentage.percent == percent)
        #expect(percentage.description == text)
    }

    @Test(
        "what is no percentage",
        arguments: [
            "", "%", "85", "85 %", "-1%", "+1%", "1e2%", "8.%", ".5%", "1.2.3%", "0.00001%", "10001%", "½%", "nan%",
        ]
    )
    func noPercentages(text: String) { #expect(Percentage(text: text) == nil) }

    @Test(
        "forms of text",
        arguments: [
            (
                TextFormat.dnsLabel, ["a", "web-1", "0", String(repeating: "a", count: 63)],
                ["", "-a", "a-", "A", "a.b", "a_b", "ä", String(repeating: "a", count: 64)]
            ),
            (
                .dnsSubdomain, ["a", "web.example.com"],
                ["", ".", "a.", ".a", "a..b", "A.b", "a b", String(repeating: "a.", count: 127) + "a"]
            ),
            (
                .labelKey, ["team", "example.com/team", "A_b.C-d"],
                ["", "/", "a/", "/a", "a/b/c", "Example.com/a", "-a"]
            ),
            (.labelValue, ["", "a", "A_b.1"], ["-", "a-", "a b", "a/b", String(repeating: "a", count: 64)]),
            (
                .glob, ["*", "web-?", "ghcr.io/a/b:1@sha256:ab"],
                ["", "web-[ab]", "^web", "a b", "a,b", "ä", String(repeating: "a", count: 256)]
            ),
            (.dockerLabelKey, ["com.docker.compose.service", "ä"], ["", "a b", "a\n", "\u{7F}"]),
            (.freeText, ["", "a\nb"], [String(repeating: "a", count: 65_537)]),
        ]
    )
    func texts(format: TextFormat, good: [String], bad: [String]) {
        for text in good { #expect(format.accepts(text), "\(format) \(text)") }
        for text in bad { #expect(!format.accepts(text), "\(format) \(text)") }
    }

    @Test(
        "did you mean",
        arguments: [
            ("remediaton", "remediation"), ("REMEDIATION", "remediation"), ("nmae", "name"), ("fro", "for"),
            ("coolDown", "cooldown"), ("expectation", "expectations"), ("xyz", nil), ("", nil), ("rm", nil),
            (String(repeating: "name", count: 100), nil),
        ]
    )
    func suggestions(word: String, meant: String?) {
        let words = ["name", "for", "remediation", "cooldown", "expectations"]
        #expect(Suggestion.nearest(to: word, among: words) == meant)
    }

    @Test("the nearest of nothing is nothing")
    func noCandidates() { #expect(Suggestion.nearest(to: "a", among: []) == nil) }

    @Test(
        "text from outside is fit for a terminal",
        arguments: [
            ("plain", "\"plain\""), ("a\"b\\c", #""a\"b\\c""#), ("\u{1B}[31m", #""\u{1B}[31m""#),
            ("\n\t\0", #""\n\t\0""#), ("é", "\"é\""), ("\u{202E}", #""\u{202E}""#),
            (String(repeating: "x", count: 61), "\"\(String(repeating: "x", count: 60))…\""),
        ]
    )
    func quoting(text: String, quoted: String) { #expect(Diagnostic.quote(text) == quoted) }

    @Test(
        "what was found is told without user and password",
        arguments: [
            ("https://user:hunter2@example.com/hook", "https://…@example.com/hook"),
            ("https://token@example.com", "https://…@example.com"), ("http://a:b@c:d@e/", "http://…@e/"),
            ("htps://git:hun/ter?2#@example.com", "htps://…@example.com"),
            ("user:hunter2@example.com", "…@example.com"),
            ("https://example.com/a", "https://example.com/a"), ("ada@example.com", "ada@example.com"),
            ("acme/web:2@sha256:1f", "acme/web:2@sha256:1f"), ("", ""), ("@", "@"),
        ]
    )
    func userinfo(text: String, shown: String) {
        #expect(Diagnostic.withoutUserinfo(text) == shown)
        #expect(DocumentNode.Value.string(text).summary == "\"\(shown)\"")
    }

    @Test(
        "what to write instead is what the type takes",
        arguments: [
            (ValueType.boolean, "yes", "; write true"), (.boolean, "off", "; write false"), (.boolean, "maybe", ""),
            (.integer(1...9), "5", "; write 5"), (.integer(1...9), "50", ""), (.duration(), "30", "; write 30s"),
            (.duration(), "1d", "; write 24h"), (.duration(), "soon", ""),
            (.percentage(from: Percentage(0), to: Percentage(100)), "85 %", "; write \"85%\""),
            (.countOrPercentage(1...9), "5", "; write 5 or \"5%\""), (.quantity(), "512MB", "; write 512M"),
            (.quantity(), "1gib", "; write 1Gi"), (.quantity(), "Mi", ""), (.choice(["High"]), "Higj", ""),
            (.choice(["High", "Low"]), "high", "; did you mean \"High\"?"), (.choice(["=", "!="]), "~", ""),
            (.list(of: .text(.glob), 1...2), "web-*", "; write [\"web-*\"]"),
            (.list(of: .text(.argument), 1...2), "a -b", "; write [\"a\", \"-b\"]"),
        ] as [(ValueType, String, String)]
    )
    func hints(type: ValueType, text: String, hint: String) { #expect(type.hint(for: .string(text)) == hint) }

    @Test("paths read as people write them, and never grow without end")
    func paths() {
        #expect(DocumentNode.path("", member: "spec") == "spec")
        #expect(DocumentNode.path("spec", member: "a-b_1") == "spec.a-b_1")
        #expect(DocumentNode.path("labels", member: "example.com/team") == #"labels["example.com/team"]"#)
        #expect(DocumentNode.path("", member: "") == #"[""]"#)
        #expect(DocumentNode.path("items", index: 3) == "items[3]")
        var path = ""
        for _ in 0..<100 { path = DocumentNode.path(path, member: String(repeating: "k", count: 100)) }
        #expect(path.utf8.count <= 515)
        #expect(path.hasSuffix("…") && !path.hasSuffix("……"))
    }
}
