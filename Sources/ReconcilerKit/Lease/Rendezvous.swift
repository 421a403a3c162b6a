/// Which member a lease belongs with: the one with the highest weight, each weight a hash of both names.
///
/// Everybody comes to the same answer without talking, and when a member goes only its own leases move. (Thaler and
/// Ravishankar, "Using name-based mappings to increase hit rates", 1998.) The hash never changes: replicas of
/// different versions must agree.
package enum Rendezvous {
    /// The preferred owner; nil without members.
    package static func owner(of lease: String, among members: [String]) -> String? {
        order(of: lease, among: members).first
    }

    /// All members, the preferred owner first.
    package static func order(of lease: String, among members: [String]) -> [String] {
        Set(members)
            .map { (member: $0, weight: weight(of: $0, for: lease)) }
            .sorted { ($0.weight, $0.member) > ($1.weight, $1.member) }
            .map(\.member)
    }

    /// FNV-1a over `member`, a zero byte and `lease`, its bits then mixed: FNV alone leaves similar names in order.
    static func weight(of member: String, for lease: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in Array(member.utf8) + [0] + Array(lease.utf8) {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }
}
