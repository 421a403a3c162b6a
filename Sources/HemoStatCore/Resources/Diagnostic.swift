/// One problem in a document: where it is, what was found and what was expected instead.
package struct Diagnostic: Sendable, Equatable, Codable, CustomStringConvertible {
    package enum Severity: String, Sendable, Codable {
        /// The document is refused.
        case error
        /// The document is accepted; its author should look.
        case warning
    }

    package var severity: Severity
    package var position: SourcePosition?
    /// The JSON path of the value, empty for the whole document.
    package var path: String
    /// Lower-case sentence without a full stop.
    package var message: String

    package init(
        _ message: String,
        severity: Severity = .error,
        path: String = "",
        position: SourcePosition? = nil
    ) {
        self.severity = severity
        self.position = position
        self.path = path
        self.message = message
    }

    /// As compilers do: `web.yaml:4:9: error: spec.remediation.cooldown: expected a duration such as 5m, found 5`.
    package var description: String {
        let place = position.map { "\($0): " } ?? ""
        let subject = path.isEmpty ? "" : "\(path): "
        return "\(place)\(severity.rawValue): \(subject)\(message)"
    }
}
