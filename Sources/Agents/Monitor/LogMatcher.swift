import HemoStatCore
import PatternMatching

/// Looks for patterns in the lines of one container.
///
/// A pattern that gave up on a line rests for a while: what one line may cost is bounded, and so is what all may, also of
/// lines written long ago and read at once.
struct LogMatcher {
    private let patterns: [Pattern]
    /// Until when a pattern rests.
    private var resting: [String: Timestamp] = [:]

    private static let rest = PolicyDuration.seconds(10)

    init(_ patterns: [Pattern]) { self.patterns = patterns }

    /// Takes a line in.
    ///
    /// - Parameters:
    ///   - line: Without its newline.
    ///   - time: When it was written.
    ///   - now: When it is read.
    ///   - logs: What it says is added to.
    /// - Returns: whether anything is known that was not before.
    mutating func read(_ line: String, at time: Timestamp, now: Timestamp, into logs: inout LogObservation) -> Bool {
        var isNews = false
        for pattern in patterns {
            if let until = resting[pattern.text], now < until {
                logs.limits[pattern.text] = time
                continue
            }
            switch pattern.matches(line: line.utf8) {
            case .match:
                logs.matches[pattern.text] = time
                isNews = true
            case .noMatch:
                break
            case .limitExceeded:
                isNews = isNews || logs.limits[pattern.text] == nil
                logs.limits[pattern.text] = time
                resting[pattern.text] = now + Self.rest
            }
        }
        return isNews
    }
}
