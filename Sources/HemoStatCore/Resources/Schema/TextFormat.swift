/// The forms of text a schema distinguishes, each with its rule and the words that explain it.
package enum TextFormat: Sendable, CaseIterable {
    /// RFC 1123: at most 63 of a–z, 0–9 and inner hyphens.
    case dnsLabel
    /// RFC 1123: labels joined by dots, at most 253 characters; the names of Kubernetes objects.
    case dnsSubdomain
    /// Kubernetes' qualified name: an optional DNS prefix and `/`, then a label word.
    case labelKey
    /// Kubernetes' label word, or nothing: at most 63 letters, digits and inner `-`, `_`, `.`.
    case labelValue
    /// Names or image references with `*` and `?`, at most 255 characters.
    case glob
    /// The key of a label on a Docker container: any visible text without spaces, at most 255 bytes.
    case dockerLabelKey
    /// Docker's names: a letter or digit, then letters, digits, `_`, `.`, `-`.
    case containerName
    /// A reference with or without tag and digest, or an image ID.
    case imageReference
    /// Visible text without spaces, at most 253 bytes.
    case word
    /// One line for people, not empty, at most 1 KiB.
    case line
    /// Anything up to 64 KiB.
    case freeText
    /// PCRE2; whether it compiles is seen where patterns are compiled.
    case regularExpression
    /// Five cron fields.
    case cron
    /// A name of the IANA database; whether it exists is seen where its files are read.
    case timeZone
    /// `http://` or `https://`, in which `{ip}` stands for the container's address.
    case probeURL
    /// `http://` or `https://`.
    case webURL
    /// One argument of a command: anything but NUL, at most 4 KiB.
    case argument
    /// A signal's name or number, as `docker kill --signal` takes it.
    case signal
    /// `unix:///path` or `tcp://host:port`.
    case engineEndpoint
    /// A relative path that stays below its directory.
    case fileBelow
    /// A relative path to a YAML file.
    case policyFile
    /// `https://`, `ssh://` or `file://`.
    case gitURL
    /// A branch or tag as git allows it.
    case gitReference
    /// 40 or 64 hexadecimal digits.
    case commitID
    /// A range of versions such as `>=1.2.0 <2.0.0`, `~1.4`, `^2`, `1.x`.
    case versionRange
    /// `host:port`.
    case hostAndPort
    /// Something with an `@`.
    case mailAddress
    /// `severity`, `host`, …, or `label/<key>`.
    case alertField

    /// The words behind "expected".
    package var prose: String {
        switch self {
        case .dnsLabel: "a name of at most 63 lowercase letters, digits and inner hyphens"
        case .dnsSubdomain: "a name of at most 253 lowercase letters, digits, inner hyphens and dots"
        case .labelKey: "a label key such as team or example.com/team"
        case .labelValue: "a label value of at most 63 letters, digits and inner - _ ."
        case .glob: "a glob such as web-* (letters, digits, . _ - / : @ and the wildcards * ?)"
        case .dockerLabelKey: "a label key without spaces"
        case .containerName: "a container's name (letters, digits, _ . -)"
        case .imageReference: "an image such as acme/web:2, acme/web@sha256:… or sha256:…"
        case .word: "a word without spaces"
        case .line: "one line of text, not empty"
        case .freeText: "text of at most 64 KiB"
        case .regularExpression: "a regular expression of at most 4 KiB"
        case .cron: "five cron fields such as \"0 9 * * 1-5\""
        case .timeZone: "a time zone such as Europe/Berlin"
        case .probeURL: "an address such as http://{ip}:8080/healthz"
        case .webURL: "an address such as https://example.com/hook"
        case .argument: "one argument of a command, at most 4 KiB"
        case .signal: "a signal such as HUP"
        case .engineEndpoint: "unix:///path (at most 107 bytes) or tcp://host:port"
        case .fileBelow: "a relative path without .."
        case .policyFile: "a relative path to a .yaml or .yml file"
        case .gitURL: "an address such as https://git.example.com/team/policies.git"
        case .gitReference: "a branch or tag"
        case .commitID: "a commit of 40 or 64 hexadecimal digits"
        case .versionRange: "a range of versions such as \">=1.2.0 <2.0.0\" or \"1.x\""
        case .hostAndPort: "host:port"
        case .mailAddress: "a mail address"
        case .alertField: "one of \(Self.alertFields.joined(separator: ", ")), or label/KEY"
        }
    }

    static let alertFields = [
        "host", "container", "image", "project", "service", "policy", "expectation", "check", "severity", "phase",
        "reason",
    ]
}
