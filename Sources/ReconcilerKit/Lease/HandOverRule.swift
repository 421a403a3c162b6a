/// When a holder gives its lease to the member it belongs with: not for every coming and going.
///
/// A lease moves at most once in `leastTenure`, whoever holds it, because each new holder keeps it that long; and only
/// when somebody else has been preferred for `settling` without a break.
struct HandOverRule: Sendable, Equatable {
    static let leastTenure = Duration.seconds(30)

    private let settling: Duration
    private var since: Duration?

    init(settling: Duration) { self.settling = settling }

    /// Judges one look.
    ///
    /// - Parameters:
    ///   - placement: ours, now.
    ///   - heldSince: when we acquired the lease; nil when we do not hold it, or are ending anyway.
    ///   - now: on the same timeline.
    /// - Returns: whether to hand over, once the work is drained.
    mutating func judge(_ placement: Placement, heldSince: Duration?, now: Duration) -> Bool {
        guard let heldSince, !placement.isPreferred else {
            since = nil
            return false
        }
        let began = since ?? now
        since = began
        return now - began >= settling && now - heldSince >= Self.leastTenure
    }
}
