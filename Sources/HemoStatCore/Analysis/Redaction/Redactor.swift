/// Takes secrets out of text that came from a container: log lines, outputs of commands, health checks.
///
/// It knows the values of the container's own secrets, and the looks of others': tokens of known services, private keys,
/// pairs of a telling name and a value, credentials in URLs and headers. What it takes for a secret is replaced by
/// `[redacted]`; in doubt it hides. Each look is linear in the text, and a text has a cap: what is beyond it is dropped.
package struct Redactor: Sendable {
    /// Stands where a secret was.
    package static let mark = "[redacted]"
    /// Bytes of text looked at; more is cut off, never let through unread.
    package static let maximumBytes = 256 << 10

    private let values: KnownValues

    /// Knows the looks of secrets only.
    package init() { values = KnownValues([]) }

    /// Knows a container's secrets too, wherever they stand.
    ///
    /// - Parameter environment: Its variables, `NAME=value`; of those whose name tells of a secret the value is one, of
    ///   others the password in a URL.
    package init(environment: [String]) {
        var secrets: [[UInt8]] = []
        for variable in environment {
            let bytes = Array(variable.utf8)
            guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = Array(bytes[(equals + 1)...])
            if SecretName.isSecret(bytes[..<equals]) { secrets.append(value) }
            secrets += UserInfoScan.ranges(in: value).map { Array(value[$0]) }
        }
        values = KnownValues(secrets)
    }

    /// The text without what is taken for a secret.
    package func redact(_ text: String) -> String {
        let bytes = Array(text.utf8.prefix(Self.maximumBytes))
        var hidden = HiddenRanges(count: bytes.count)
        hidden.add(values.ranges(in: bytes))
        for scan in Self.scans { hidden.add(scan(bytes)) }
        return hidden.applied(to: bytes, mark: Array(Self.mark.utf8))
    }

    /// Lines of one text, so that what goes over several of them is seen; a secret of several lines leaves one.
    package func redact(lines: [String]) -> [String] {
        guard !lines.isEmpty else { return [] }
        return redact(lines.joined(separator: "\n"))
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static let scans: [@Sendable ([UInt8]) -> [Range<Int>]] = [
        PrivateKeyScan.ranges, TokenScan.ranges, BearerScan.ranges, UserInfoScan.ranges, NamedValueScan.ranges,
    ]
}
