/// All gates' answers.
///
/// The first denial names the reason, the latest time is when to ask again.
package struct Verdict: Sendable, Equatable {
    package var results: [GateResult]

    package var denial: GateResult.Denial? { results.lazy.compactMap(\.denial).first }
    package var deniedBy: GateName? { results.first { $0.denial != nil }?.gate }
    package var isAllowed: Bool { denial == nil }

    /// The latest of the denials' times; nil when the first denial waits for a change, not for time.
    package var nextEligible: Timestamp? {
        guard denial?.nextEligible != nil else { return nil }
        return results.compactMap { $0.denial?.nextEligible }.max()
    }
}
