// What a schema outside HemoStat can say about a form of text. Patterns keep to what RE2 (Kubernetes), ECMAScript (editors)
// and Python read alike: no looking ahead, no classes by name. `TextFormatPatternTests` holds them against `accepts`.
extension TextFormat {
    /// A regular expression for the whole text, nil where only its length counts.
    ///
    /// It never refuses what `accepts` takes. It takes more where saying all would make it unreadable: long prefixes of
    /// label keys, the ends and pairs of characters git forbids, `://` in a path, and anything longer than `maxLength`.
    package var pattern: String? { body.map { "^\($0)$" } }

    private var body: String? {
        switch self {
        case .dnsLabel: Self.label
        case .dnsSubdomain: Self.subdomain
        case .labelKey: "(\(Self.subdomain)/)?\(Self.labelWord)"
        case .labelValue: "(\(Self.labelWord))?"
        case .glob: "[A-Za-z0-9*?._/:@-]+"
        case .dockerLabelKey, .word: "[^\(Self.blank)]+"
        case .containerName: "[A-Za-z0-9][A-Za-z0-9_.-]*"
        case .imageReference: "[A-Za-z0-9][A-Za-z0-9._/:@-]*"
        case .line: "[^\(Self.control)]+"
        case .freeText, .regularExpression: nil
        case .cron: #"(@[\s\S]*|[\s\S]{9,200})"#
        case .timeZone: "[A-Za-z0-9][A-Za-z0-9_+/-]*"
        case .probeURL: "https?://[^\(Self.blank)/?#@]+([/?#][^\(Self.blank)]*)?"
        case .webURL: "https?://[^\(Self.blank)/?#@{]+([/?#][^\(Self.blank){]*)?"
        case .argument: #"[^\x00]*"#
        case .signal: "[0-9A-Z+-]+"
        case .engineEndpoint: "(unix:///[^\(Self.blank)]{0,106}|tcp://\(Self.hostAndPortBody))"
        case .fileBelow: Self.below
        case .policyFile: #"([^/\#(Self.control)][^\#(Self.control)]*)?\.ya?ml"#
        case .gitURL: "(\(Self.gitAuthority))([/?#][^\(Self.blank)]*)?"
        case .gitReference: #"[^/~^:?*\[\\\#(Self.blank)-]([^~^:?*\[\\\#(Self.blank)]*[^/~^:?*\[\\\#(Self.blank)])?"#
        case .commitID: "([0-9a-f]{40}|[0-9a-f]{64})"
        case .versionRange: "[A-Za-z0-9 .*<>=~^|,+!-]+"
        case .hostAndPort: Self.hostAndPortBody
        case .mailAddress: "[^@\(Self.blank)]+@[^@\(Self.blank)]+"
        case .alertField: #"(\#(Self.alertFields.joined(separator: "|"))|label/[\s\S]+)"#
        }
    }

    /// Whether the empty text is refused though no pattern says so.
    package var minLength: Int64? { self == .regularExpression ? 1 : nil }

    /// In characters, where `accepts` counts bytes: never less than it takes.
    package var maxLength: Int64? {
        switch self {
        case .dnsLabel, .labelValue: 63
        case .timeZone, .commitID: 64
        case .signal: 16
        case .versionRange: 128
        case .dnsSubdomain, .word: 253
        case .mailAddress: 254
        case .glob, .dockerLabelKey, .containerName, .imageReference, .fileBelow, .policyFile, .gitReference: 255
        case .labelKey: 253 + 1 + 63
        case .line: 1024
        case .probeURL, .webURL, .gitURL: 2048
        case .regularExpression, .argument: 4096
        case .freeText: 64 << 10
        case .cron, .engineEndpoint, .hostAndPort, .alertField: nil
        }
    }

    // MARK: Parts

    /// Inside a class: what is not visible.
    private static let blank = #"\x00-\x20\x7F"#
    /// Inside a class: what does not belong on a line.
    private static let control = #"\x00-\x1F\x7F"#
    private static let label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    private static let subdomain = #"\#(label)(\.\#(label))*"#
    private static let labelWord = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"
    private static let port =
        "0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
    private static let hostAndPortBody = #"[A-Za-z0-9._\[\]:-]+:\#(port)"#

    /// Components joined by slashes: any but `..`, and the first one not empty.
    private static let below: String = {
        let component = #"\.?[^./\#(control)][^/\#(control)]*|\.\.[^/\#(control)]+|\."#
        return "(\(component))(/(\(component))?)*"
    }()

    /// A password is refused everywhere, a user except for ssh, no host except for files.
    private static let gitAuthority =
        "https://[^\(blank)/?#@]+|file://[^\(blank)/?#@]*"
        + "|ssh://[^\(blank)/?#:]*@[^\(blank)/?#@]*|ssh://[^\(blank)/?#@]+"
}

extension ValueType {
    /// A regular expression for the texts of values that have a notation of their own.
    ///
    /// Bounds, and fractions of a millisecond or byte, are beyond it.
    var notation: String? {
        switch self {
        case .duration: "^\(Self.durationBody)$"
        case .signedDuration: "^-?\(Self.durationBody)$"
        case .percentage, .countOrPercentage: #"^[0-9]+(\.[0-9]{1,4})?%$"#
        case .quantity: #"^[0-9]{1,16}((\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P))?$"#
        case .boolean, .integer, .number, .text, .choice, .timestamp, .list, .map, .object: nil
        }
    }

    private static let durationBody = #"(0|([0-9]+(\.[0-9]+)?(ms|h|m|s))+)"#
}
