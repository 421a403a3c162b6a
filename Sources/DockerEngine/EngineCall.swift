import CurlTransport

/// One call of the Engine API, before it has an endpoint and a version.
struct EngineCall: Sendable, CustomStringConvertible {
    let method: HTTPRequest.Method
    /// The path behind the version, such as `/containers/json`; parts from outside are validated, not encoded.
    let path: String
    var query: [(name: String, value: String)] = []
    /// Whether `/v1.41` goes in front; only `/version` itself goes without.
    var isVersioned = true
    /// Time for the whole answer; `nil` for a stream.
    var timeout: Duration?
    /// Bytes of the answer's body.
    var maximumBodyBytes: Int
    /// Whether the engine changes something: such a call is sent at most once.
    var hasSideEffect = false
    /// A JSON document to send.
    var body: [UInt8]?
    /// Whether a stream's head comes at once; Docker holds that of a followed log back until there is a line.
    var hasPromptHead = true
    /// Texts the engine may repeat in an error and that must not stand there: a command's arguments.
    var confidential: [String] = []

    /// Method and path, as errors name the call: `GET /containers/json`.
    var description: String { "\(method.rawValue) \(path)" }

    /// An engine's message without what is confidential.
    ///
    /// A text of one to three bytes stays: it hides nothing, and stands in other words by chance.
    func redacted(_ message: String) -> String {
        confidential.filter { $0.utf8.count > 3 }.sorted { $0.utf8.count > $1.utf8.count }
            .reduce(message) { $0.replacing($1, with: "…") }
    }

    /// The request's target: version, path and encoded query.
    func target(version: APIVersion?) -> String {
        let prefix = version.map { "/v\($0)" } ?? ""
        guard !query.isEmpty else { return prefix + path }
        let pairs = query.map { "\($0.name)=\(PercentEncoding.query($0.value))" }
        return "\(prefix)\(path)?\(pairs.joined(separator: "&"))"
    }
}
