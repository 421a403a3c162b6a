/// How the last reading of the policy directory went.
package struct PolicySourceStatus: Sendable, Equatable, Codable {
    package var path: String
    package var at: Timestamp
    /// Problems of documents that were refused; their last good generation stays in force.
    package var problems: [Diagnostic]

    package init(path: String, at: Timestamp, problems: [Diagnostic]) {
        self.path = path
        self.at = at
        self.problems = problems
    }
}
