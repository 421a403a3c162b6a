@testable import HemoStatCore

/// Values made from the tables themselves: what fits, and what may not.
enum SchemaSamples {
    /// 253 characters in few labels: Swift's `Regex` (no reader of schemas uses it) takes twice as long for each.
    private static let longest =
        String(repeating: String(repeating: "a", count: 63) + ".", count: 3) + String(repeating: "a", count: 61)

    /// Texts each form takes.
    static func good(_ format: TextFormat) -> [String] {
        switch format {
        case .dnsLabel: ["a", "web-1", "0", String(repeating: "a", count: 63)]
        case .dnsSubdomain: ["a", "web.example.com", "0.1", longest]
        case .labelKey: ["team", "example.com/team", "A_b.C-d", "a.b/C"]
        case .labelValue: ["", "a", "A_b.1", String(repeating: "a", count: 63)]
        case .glob: ["*", "web-?", "ghcr.io/a/b:1@sha256:ab"]
        case .dockerLabelKey: ["com.docker.compose.service", "ä", "{}\""]
        case .containerName: ["web-1", "0", "a_b.c"]
        case .imageReference: ["acme/web:2", "a@sha256:0f", "localhost:5000/a"]
        case .word: ["a", "Ünï", "a/b:c"]
        case .line: ["a b", "ä", "it's"]
        case .freeText: ["", "a\nb\u{0}"]
        case .regularExpression: ["a", "(?i)x|y\n"]
        case .cron: ["0 9 * * 1-5", "@daily", "*\t* * * *"]
        case .timeZone: ["UTC", "Europe/Berlin", "Etc/GMT+1"]
        case .probeURL: ["http://{ip}:8080/healthz", "https://a", "http://a?x=@", "http://[::1]/#"]
        case .webURL: ["https://example.com/hook", "http://a?b", "http://a/@"]
        case .argument: ["", "a b\n", "ä"]
        case .signal: ["HUP", "SIGRTMIN+1", "9", "RTMAX-1"]
        case .engineEndpoint: ["unix:///var/run/docker.sock", "unix:///", "tcp://10.0.0.1:2376", "tcp://[::1]:1"]
        case .fileBelow: [".", "a", "a/b", "a/", "a//b", ".a", "..a", "...", "a/..b/.", "./a"]
        case .policyFile: ["web.yaml", "../web.yml", ".yaml", "a b/c.yml"]
        case .gitURL:
            [
                "https://a/b.git", "ssh://git@a/b", "ssh://a:22/b", "ssh://a@b@c:1/", "file:///a", "file://", "ssh://@",
                "https://a?x@y",
            ]
        case .gitReference: ["main", "feature/a.b", "v1.0", "a@b", "x", "{"]
        case .commitID: [String(repeating: "0f", count: 20), String(repeating: "0f", count: 32)]
        case .versionRange: [">=1.2.0 <2.0.0", "~1.4", "1.x", "^2 || 3"]
        case .hostAndPort: ["a:1", "mail.example.com:65535", "[::1]:587", "a:0080", "a:10000", "a:60000"]
        case .mailAddress: ["ops@example.com", "ä@b"]
        case .alertField: ["severity", "label/team", "label/a b"]
        }
    }

    /// Texts each form refuses; with those of every other form, what its pattern must refuse too.
    static func bad(_ format: TextFormat) -> [String] {
        switch format {
        case .dnsLabel: ["", "-a", "a-", "A", "a.b", "a_b", "ä", "a\n", String(repeating: "a", count: 64)]
        case .dnsSubdomain: ["", ".", "a.", ".a", "a..b", "A.b", "a b", longest + "a"]
        case .labelKey: ["", "/", "a/", "/a", "a/b/c", "Example.com/a", "-a"]
        case .labelValue: ["-", "a-", "a b", "a/b", String(repeating: "a", count: 64)]
        case .glob: ["", "web-[ab]", "^web", "a b", "a,b", "ä", String(repeating: "a", count: 256)]
        case .dockerLabelKey, .word: ["", "a b", "a\n", "\u{7F}", String(repeating: "a", count: 256)]
        case .containerName: ["", "-a", "_a", "a/b", "a b"]
        case .imageReference: ["", "-a", "/a", "a b", "a*"]
        case .line: ["", "a\nb", "\t", "\u{7F}", String(repeating: "a", count: 1025)]
        case .freeText: [String(repeating: "a", count: 65_537)]
        case .regularExpression: ["", String(repeating: "a", count: 4097)]
        case .cron: ["", "daily", "* * * *"]
        case .timeZone: ["", "/a", "a b", "-a", String(repeating: "a", count: 65)]
        case .probeURL:
            ["", "http://", "ftp://a", "http://u:p@a", "http://u@a/", "http:///x", "http://a b", "HTTP://a"]
        case .webURL: ["http://{ip}/", "http://a/{", "https://u@a", "https://", "a"]
        case .argument: ["\u{0}", "a\u{0}b", String(repeating: "a", count: 4097)]
        case .signal: ["", "hup", "SIG HUP", String(repeating: "A", count: 17)]
        case .engineEndpoint:
            [
                "", "unix://a", "tcp://a", "tcp://:1", "tcp://a:0", "tcp://a:65536", "http://a:1",
                "unix:///" + String(repeating: "a", count: 107),
            ]
        case .fileBelow: ["", "/", "/a", "..", "../a", "a/..", "a/../b", "a\n", "a://b"]
        case .policyFile: ["", "/a.yaml", "a.json", "yaml", "a.yaml\n", "a.YAML"]
        case .gitURL:
            [
                "", "http://a", "https://", "https://u@a", "ssh://", "ssh://u:p@a", "ssh://a@b:c@d", "file://u@a/",
                "git@a:b",
            ]
        case .gitReference: ["", "-a", "/a", "a/", "a b", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\", "a\n"]
        case .commitID: ["", "0f", String(repeating: "0F", count: 20), String(repeating: "0f", count: 21)]
        case .versionRange: ["", "1.0;", "1\n", String(repeating: "1", count: 129)]
        case .hostAndPort: ["", "a", ":1", "a:", "a:0", "a:65536", "a:99999", "a b:1", "a/:1", "a:1x", "ä:1"]
        case .mailAddress: ["", "a", "@", "a@", "@a", "a@b@c", "a @b"]
        case .alertField: ["", "label/", "labels/a", "Severity", "severities"]
        }
    }

    /// A value of a type; different numbers choose different words, bounds and alternatives.
    static func value(_ type: ValueType, _ number: Int) -> DocumentNode {
        switch type {
        case .boolean: DocumentNode(.bool(number.isMultiple(of: 2)))
        case .integer(let range): DocumentNode(.integer(number.isMultiple(of: 2) ? range.lowerBound : range.upperBound))
        case .number(let range): DocumentNode(.number(number.isMultiple(of: 2) ? range.lowerBound : range.upperBound))
        case .text(let format): text(good(format)[number % good(format).count])
        case .choice(let words): text(words[number % words.count])
        case .duration(let least, let most): text((number.isMultiple(of: 2) ? least : most).description)
        case .signedDuration: text(["-1h", "0", "1m30s"][number % 3])
        case .timestamp: text(["2026-01-05T12:00:00Z", "2026-01-05T12:00:00.5+02:00"][number % 2])
        case .percentage(let least, let most): text((number.isMultiple(of: 2) ? least : most).description)
        case .quantity(let least, let most): text((number.isMultiple(of: 2) ? least : most).description)
        case .countOrPercentage(let range):
            number.isMultiple(of: 2) ? text("12.5%") : DocumentNode(.integer(range.upperBound))
        case .list(let element, let count, _):
            DocumentNode(.array(count.upperBound == 0 ? [] : [value(element, number)]))
        case .map(let keys, let values):
            DocumentNode(.object([.init(key: good(keys)[number % good(keys).count], value: value(values, number))]))
        case .object(let schema): object(schema, number)
        }
    }

    /// Every field, but of each group of alternatives only one.
    private static func object(_ schema: ObjectSchema, _ number: Int) -> DocumentNode {
        let chosen = schema.groups.map { $0.alternatives[number % $0.alternatives.count] }
        let members = schema.fields.compactMap { field -> DocumentNode.Member? in
            if case .oneOf = field.presence, !chosen.contains(field.name) { return nil }
            return .init(key: field.name, value: value(field.type, number))
        }
        return DocumentNode(.object(members))
    }

    private static func text(_ text: String) -> DocumentNode { DocumentNode(.string(text)) }

    /// Every field of every kind with its path, items of lists and values of maps passed through.
    static func fields(of schema: ResourceSchema) -> [(path: String, field: SchemaField)] {
        fields(of: .object(schema.root), below: schema.singular)
    }

    private static func fields(of type: ValueType, below path: String) -> [(path: String, field: SchemaField)] {
        guard let schema = type.innermostObject else { return [] }
        return schema.fields.flatMap { field in
            [("\(path).\(field.name)", field)] + fields(of: field.type, below: "\(path).\(field.name)")
        }
    }
}
