import Testing

@testable import HemoStatCore

/// What is taken out of text that came from a container, and what stays.
@Suite struct RedactorTests {
    private static let r = Redactor.mark

    private static func letters(_ count: Int) -> String {
        String((0..<count).map { Array("aB3dE5gH7jK9mN1pQ4sT6vW8")[$0 % 24] })
    }

    static let tokens: [(String, String)] = [
        ("key AKIAIOSFODNN7EXAMPLE used", "key \(r) used"),
        ("ghp_\(letters(36)) x", "\(r) x"), ("(github_pat_11ABC_\(letters(40)))", "(\(r))"),
        ("xoxb-123456789012-abcdef", r), ("https://hooks.slack.com/services/T00/B00/\(letters(24))", "https://\(r)"),
        ("sk_live_\(letters(24))", r), ("sk-\(letters(48))", r), ("sk-proj-\(letters(48))", r),
        ("sk-ant-api03-\(letters(40))", r), ("AIza\(letters(35))", r), ("glpat-\(letters(20))", r),
        ("npm_\(letters(36))", r), ("hf_\(letters(34))", r),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.abc-_9 end", "\(r) end"), ("eyJhbGciOiJI.eyJzdWIiOiIx", r),
        ("é\(Character("ü"))ghp_\(letters(36))é", "éü\(r)é"),
    ]

    static let pairs: [(String, String)] = [
        ("password=hunter2", "password=\(r)"), ("PASSWORD: hunter2 next", "PASSWORD: \(r) next"),
        ("PGPASSWORD=x1", "PGPASSWORD=\(r)"), ("db.password = a=b", "db.password = \(r)"),
        (#"{"token":"a\"b c","id":7}"#, #"{"token":"\#(r)","id":7}"#),
        (#"{\"secret\":\"s3 c\",\"id\":1}"#, #"{\"secret\":\"\#(r)\",\"id\":1}"#),
        ("{'apiKey': 'k', 'n': 1}", "{'apiKey': '\(r)', 'n': 1}"), ("client_secret: >x", "client_secret: \(r)"),
        ("a:\n  secret: |\n    one\n    two\n  b: 1", "a:\n  secret: |\n\(r)\n  b: 1"),
        ("GET /x?token=abc&page=2 200", "GET /x?token=\(r)&page=2 200"),
        ("Server=db;Password=a,b;Database=c", "Server=db;Password=\(r);Database=c"),
        ("PASSWORD=a,b;c&d", "PASSWORD=\(r)"), ("password=p)w)", "password=\(r))"),
        ("run --password s3cret -v", "run --password \(r) -v"), (#"["--token", "t t"]"#, #"["--token", "\#(r)"]"#),
        ("--api-key=k -v", "--api-key=\(r) -v"), ("--password -v", "--password -v"),
        ("curl -u bob:pw https://h", "curl -u bob:\(r) https://h"),
        (#"-e "DB_PASS=a b""#, #"-e "DB_PASS=\#(r)""#), ("password='a b", "password='\(r)"),
        ("<password>a b</password>", "<password>\(r)</password>"),
        ("{Password:hunter2 User:x}", "{Password:\(r) User:x}"),
        ("пароль password=пароль да", "пароль password=\(r) да"), ("X-Api-Key: k1", "X-Api-Key: \(r)"),
        ("Authorization: Bearer a.b c", "Authorization: Bearer \(r)"),
        ("-H 'Authorization: token abc' https://h", "-H 'Authorization: token \(r)' https://h"),
        ("Cookie: a=b; c=d", "Cookie: \(r)"), ("set-cookie: sid=1; Path=/\nHost: h", "set-cookie: \(r)\nHost: h"),
        ("got Bearer abc123def", "got Bearer \(r)"), ("got basic dXNlcjpwYXNz", "got basic \(r)"),
        ("secrets: [a, b]", "secrets: [\(r)]"), ("access_key_id=x", "access_key_id=\(r)"),
    ]

    static let places: [(String, String)] = [
        ("postgres://bob:p@ss@db:5432/x", "postgres://bob:\(r)@db:5432/x"), ("redis://:pw@h/0", "redis://:\(r)@h/0"),
        ("amqp://u:p/w@h/v", "amqp://u:\(r)@h/v"), ("https://\(letters(24))@github.com/a", "https://\(r)@github.com/a"),
        ("root:pw@tcp(db:3306)/x", "root:\(r)@tcp(db:3306)/x"), ("a://u:p@h b://v:q@i", "a://u:\(r)@h b://v:\(r)@i"),
    ]

    @Test(
        "tokens, pairs and credentials in URLs are hidden, and what is around them stays",
        arguments: tokens + pairs + places
    )
    func hidden(text: String, expected: String) {
        #expect(Redactor().redact(text) == expected)
        #expect(Redactor().redact(expected) == expected, "twice is as once")
    }

    @Test(
        "what tells of trouble and is no secret stays",
        arguments: [
            "password authentication failed for user \"bob\"", "max_tokens=4096 tokens: 512", "token_count=3",
            "tokenizer=bpe", "POSTGRES_PASSWORD_FILE=/run/secrets/pw", "secretName: web-tls", "key=user:17 monkey=1",
            "https://example.com:8080/path@v1?a=b@c", "http://h:80/x", "user@example.com",
            "task-abcdefghijklmnopqrstuvwx",
            "password=", "password: null", "password=****", "password=${DB_PASSWORD}", "authority=x author: y",
            "Bearer authentication is required", "basic functionality", "10:00:01 GET /healthz 200 12ms",
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "SIGSEGV at 0xdeadbeef", "日本語 ログ",
            "cache-key: 3 secretary: x compass=n", "--user bob", "", "\n\n", "=:=,:", "passwords are hard",
        ]
    )
    func readable(text: String) { #expect(Redactor().redact(text) == text) }

    private static let key = (0..<6).map { _ in letters(64) }

    @Test("a private key is hidden over all its lines, with or without its beginning or its end")
    func privateKeys() {
        let begin = "-----BEGIN RSA PRIVATE KEY-----"
        let end = "-----END RSA PRIVATE KEY-----"
        let whole = [begin] + Self.key + [end]
        #expect(Redactor().redact(lines: ["a"] + whole + ["b"]) == ["a", Self.r, "b"])
        #expect(Redactor().redact(lines: ["a"] + Self.key + ["aB=", end, "b"]) == ["a", Self.r, "b"])
        #expect(Redactor().redact(lines: ["a", begin] + Self.key) == ["a", Self.r])
        let prefixed = whole.map { "web | \($0)" }
        #expect(Redactor().redact(lines: prefixed) == ["web | \(Self.r)"])
        #expect(Redactor().redact(lines: Array(prefixed.dropFirst())) == [Self.r])
        #expect(Redactor().redact(whole.joined(separator: "\\n")) == Self.r)
        #expect(Redactor().redact("-----BEGIN OPENSSH PRIVATE KEY-----abc-----END OPENSSH PRIVATE KEY-----") == Self.r)
    }

    @Test("values of the container's secret variables are hidden wherever they stand, whole, encoded or line by line")
    func environment() {
        let redactor = Redactor(environment: [
            "DB_PASSWORD=hunter2 x", "API_TOKEN=a/b+c\"d", "PATH=/usr/bin", "DEBUG_SECRET=true", "PIN_SECRET=abc",
            "URL=postgres://bob:geheim@db/x", "TLS_PRIVATE_KEY=line one\nline two", "BROKEN", "UNI_SECRET=pässwörd",
        ])
        let expected = [
            ("got hunter2 x!", "got \(Self.r)!"), ("q=a%2Fb%2Bc%22d", "q=\(Self.r)"),
            (#""a/b+c\"d""#, #""\#(Self.r)""#),
            ("/usr/bin true abc", "/usr/bin true abc"), ("geheim", Self.r), ("x line two y", "x \(Self.r) y"),
            ("ein pässwörd hier", "ein \(Self.r) hier"), ("hunter2 xhunter2 x", Self.r),
        ]
        for (text, shown) in expected { #expect(redactor.redact(text) == shown) }
    }

    @Test("of overlapping occurrences nothing is left")
    func overlapping() {
        let redactor = Redactor(environment: ["A_SECRET=abab", "B_SECRET=babc"])
        #expect(redactor.redact("xababab-abababc") == "x\(Self.r)-\(Self.r)")
    }

    /// A look that went over it again and again would take minutes.
    @Test(
        "texts made to be slow take no longer than their length",
        .timeLimit(.minutes(1)),
        arguments: [
            "password=${", "password:|", "a://", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "eyJ",
            "eyJ.",
            "sk-", "token='", "token=\\\"", "{\"secret\":", "-u x ", "password,", "Bearer ", "aaaa", "@tcp(",
            "--token,\"",
            "secret: |\n ", "<password>", "cookie:", "\u{1B}]", "-----", "a,b;c&", "AKIA", "ghp_",
            "\u{00A0}pw=\u{2028}",
        ]
    )
    func linear(piece: String) {
        let text = String(repeating: piece, count: (32 << 10) / piece.utf8.count)
        let redactor = Redactor(environment: ["A_SECRET=" + String(repeating: "a", count: 4096)])
        let shown = redactor.redact(text)
        #expect(redactor.redact(TerminalText.plain(shown)).utf8.count <= 16 * text.utf8.count)
    }

    @Test("a text has a cap: what is beyond it is dropped")
    func cap() {
        let text = String(repeating: "x", count: Redactor.maximumBytes) + "password=hunter2"
        #expect(Redactor().redact(text).utf8.count == Redactor.maximumBytes)
    }

    @Test("no secret is ever left in a generated text, and nothing is hidden where there is none")
    func generated() {
        var random = SystemRandomNumberGenerator()
        let around = ["", " ", "\n", "\"", "'", "{", "}", ", ", "é", "key=", "GET /", "2025-11-03T10:00:00Z "]
        let frames = [
            ("password=", ""), ("\"token\": \"", "\""), ("https://u:", "@h"), ("Authorization: Bearer ", ""),
            ("--secret ", ""), ("API_KEY: '", "'"),
        ]
        for _ in 0..<500 {
            let secret = "Z" + String(UInt64.random(in: .min ... .max, using: &random), radix: 36) + "9z"
            let frame = frames.randomElement(using: &random) ?? ("password=", "")
            let before = (0..<3).compactMap { _ in around.randomElement(using: &random) }.joined()
            let text = before + " " + frame.0 + secret + frame.1 + " after"
            #expect(!Redactor().redact(text).contains(secret), "\(text)")
        }
    }
}
