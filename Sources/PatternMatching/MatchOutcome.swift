/// What a pattern says of a line.
package enum MatchOutcome: Sendable, Equatable {
    case match
    case noMatch
    /// The pattern needed more steps or memory than a line is worth: neither yes nor no.
    case limitExceeded
}
