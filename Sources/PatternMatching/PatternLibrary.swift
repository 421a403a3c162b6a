import Synchronization

/// The patterns of policies, compiled once each.
package final class PatternLibrary: Sendable {
    private let patterns = Mutex<[String: Pattern]>([:])
    /// More than any set of policies has: beyond it all are compiled anew.
    private static let limit = 4096

    package init() {}

    /// Nil for one that does not compile, which no accepted policy has.
    package func pattern(_ text: String) -> Pattern? {
        if let known = patterns.withLock({ $0[text] }) { return known }
        guard let pattern = try? Pattern(text) else { return nil }
        patterns.withLock { patterns in
            if patterns.count >= Self.limit { patterns = [:] }
            patterns[text] = pattern
        }
        return pattern
    }
}
