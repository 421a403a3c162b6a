/// Where one replica stands in the order of those that a lease belongs with.
package struct Placement: Sendable, Equatable {
    /// 0 for the preferred owner, 1 for the next; nil for one that must not contend.
    package var rank: Int?

    package init(rank: Int?) { self.rank = rank }

    package static let preferred = Placement(rank: 0)
    /// Somebody else can do the work and we cannot.
    package static let barred = Placement(rank: nil)

    package var isPreferred: Bool { rank == 0 }

    /// How long one of this rank leaves a lease that has just become free to those before it: at most one retry.
    package func grace(_ timing: LeaseTiming) -> Duration {
        min(timing.retryEvery, timing.retryEvery / 4 * min(rank ?? 4, 4))
    }

    /// Where `member` stands for a lease.
    ///
    /// - Parameters:
    ///   - lease: its name.
    ///   - member: we.
    ///   - candidates: those that live and can do the work. When there are none, everybody may try: somebody has to
    ///     say that it cannot be done.
    /// - Returns: its place in the order; barred when it is no candidate.
    package static func of(_ lease: String, for member: String, among candidates: [String]) -> Placement {
        guard !candidates.isEmpty else { return .preferred }
        return Placement(rank: Rendezvous.order(of: lease, among: candidates).firstIndex(of: member))
    }
}
