/// One event of an engine, as the `docker` command saw it.
package struct DockerEvent: Sendable, Hashable {
    /// Nanoseconds since 1970, by the engine's clock.
    package let timeNanoseconds: Int64
    /// What it happened to: `container`, `network` and so on.
    package let type: String
    /// `start`, `die`, `kill`, `restart`, `health_status: unhealthy` and so on, with Go's escapes where it holds quotes.
    package let action: String
    /// The whole id of what it happened to.
    package let id: String
    /// The labels, and `name`, `image`, `exitCode`, `signal` … as the engine gives them.
    package let attributes: [String: String]

    /// The container's name.
    package var name: String? { attributes["name"] }

    /// The Go template that makes the line `init(line:)` reads: fields quoted, separated by tabs.
    static let template =
        #"{{.TimeNano}}{{"\t"}}{{printf "%q" .Type}}{{"\t"}}{{printf "%q" .Action}}{{"\t"}}{{printf "%q" .Actor.ID}}"#
        + #"{{range $name, $value := .Actor.Attributes}}{{"\t"}}{{printf "%q" $name}}{{"\t"}}{{printf "%q" $value}}{{end}}"#

    /// Nil when the line has another form.
    init?(line: String) {
        let fields = line.components(separatedBy: "\t")
        guard fields.count >= 4, let time = Int64(fields[0]) else { return nil }
        let texts = fields.dropFirst().map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : $0 }
        timeNanoseconds = time
        (type, action, id) = (texts[0], texts[1], texts[2])
        var attributes: [String: String] = [:]
        for index in stride(from: 3, to: texts.count - 1, by: 2) { attributes[texts[index]] = texts[index + 1] }
        self.attributes = attributes
    }
}
