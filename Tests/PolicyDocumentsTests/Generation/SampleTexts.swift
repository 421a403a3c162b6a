@testable import HemoStatCore

/// Good values of every type a schema has.
enum SampleTexts {
    /// The first is the usual one.
    static func texts(_ format: TextFormat) -> [String] {
        switch format {
        case .dnsLabel: ["web", "a", "web-1", "0"]
        case .dnsSubdomain: ["shop", "a.b", "shop-1.example.com"]
        case .labelKey: ["team", "example.com/tier", "A_b.C"]
        case .labelValue: ["shop", "", "A_b.1"]
        case .glob: ["web-*", "*", "ghcr.io/acme/web:?", "a@sha256:ab*"]
        case .dockerLabelKey: ["tier", "com.docker.compose.service", "ä:ö{}"]
        case .containerName: ["web-1", "Web_1.x"]
        case .imageReference: ["acme/web:2", "sha256:0123", "localhost:5000/a@sha256:ff"]
        case .word: ["word", "4f1c", "[x]", "#no-comment"]
        case .line: ["Ada from the shop", "yes", "- a", "key: value", "42"]
        case .freeText: ["free", "", "two\nlines\n", "null", "0x10", "tab\there", "é ü 🚑", "a # b", "'\"\\", " "]
        case .regularExpression: ["(?i)panic: .*", "^\\s*$", "[\"']"]
        case .cron: ["0 9 * * 1-5", "@daily", "*/5 0-3,5 1,15 JAN-MAR *"]
        case .timeZone: ["Europe/Berlin", "UTC"]
        case .probeURL: ["http://{ip}:8080/healthz", "https://example.com/?q=#f"]
        case .webURL: ["https://example.com/hook", "http://10.0.0.1:9/"]
        case .argument: ["nginx", "-s", "", "a b\n"]
        case .signal: ["HUP", "SIGRTMIN+3", "9"]
        case .engineEndpoint: ["tcp://10.0.0.5:2376", "unix:///var/run/docker.sock"]
        case .fileBelow: ["shop/cert.pem", ".", "a b"]
        case .policyFile: ["web.yaml", "../policies/a.yml"]
        case .gitURL: ["https://git.example.com/a.git", "ssh://git@example.com/a", "file:///srv/a"]
        case .gitReference: ["main", "release/1.2", "v1.0.0"]
        case .commitID: ["0123456789abcdef0123456789abcdef01234567"]
        case .versionRange: [">=1.2.0 <2.0.0", "^1", "1.x"]
        case .hostAndPort: ["mail.example.com:587", "[::1]:25"]
        case .mailAddress: ["ops@example.com"]
        case .alertField: ["severity", "label/team"]
        }
    }

    /// Good values of a type without members.
    static func scalars(_ type: ValueType) -> [DocumentNode.Value] {
        switch type {
        case .boolean: [.bool(true), .bool(false)]
        case .integer(let range):
            [7, range.lowerBound, range.upperBound].filter(range.contains).map { .integer($0) }
        case .number(let range):
            [.number(0.5), .integer(1), .number(range.lowerBound), .number(range.upperBound)].filter {
                type.complaint(about: $0) == nil
            }
        case .text(let format): texts(format).map { .string($0) }
        case .choice(let words): words.map { .string($0) }
        case .duration: fitting(["1m", "0s", "1s", "1500ms", "1h30m", "100h", "1.5s"], type)
        case .signedDuration: fitting(["-1h", "30s", "-500ms", "0"], type)
        case .timestamp: fitting(["2026-01-05T12:00:00Z", "2026-01-05T12:00:00.123456+02:00"], type)
        case .percentage: fitting(["50%", "99.5%", "1%", "100%"], type)
        case .quantity: fitting(["512Mi", "1Gi", "1.5M", "6291456"], type) + [.integer(1 << 30)]
        case .countOrPercentage: [.string("25%"), .integer(1)]
        case .list, .map, .object: []
        }
    }

    private static func fitting(_ texts: [String], _ type: ValueType) -> [DocumentNode.Value] {
        texts.map { .string($0) }.filter { type.complaint(about: $0) == nil }
    }

    /// A value of each shape; what suits a type is filtered out by who uses them.
    static let everyShape: [DocumentNode.Value] = [
        .null, .bool(true), .integer(-5_000_000_000_000), .number(-0.25), .string("\u{7}not this"), .array([]),
        .object([DocumentNode.Member(key: "a b", value: DocumentNode(.integer(1)))]),
    ]
}
