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

    /// Method and path, as errors name the call: `GET /containers/json`.
    var description: String { "\(method.rawValue) \(path)" }

    /// The request's target: version, path and encoded query.
    func target(version: APIVersion?) -> String {
        let prefix = version.map { "/v\($0)" } ?? ""
        guard !query.isEmpty else { return prefix + path }
        let pairs = query.map { "\($0.name)=\(PercentEncoding.query($0.value))" }
        return "\(prefix)\(path)?\(pairs.joined(separator: "&"))"
    }
}
