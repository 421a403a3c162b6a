// What several gates need of the host and of waiting.

extension GateInput {
    /// The host with the target as it is known here, which is newer than the list; nil when the list does not have it.
    ///
    /// Without the target the rest of the list cannot be trusted either: a gate that needs it denies.
    var picture: HostPicture? {
        guard let container, let index = host.members.firstIndex(where: { $0.container.key == container.key }) else {
            return nil
        }
        var picture = host
        picture.members[index].container = container
        picture.members[index].episode = episode
        if evaluated.contains(where: { $0.measurement != nil }) { picture.members[index].isDiverged = true }
        return picture
    }

    /// The denial of a gate that needs the host's containers and does not have them.
    func denyBlind(_ gate: GateName) -> GateResult {
        .deny(
            gate,
            "the containers of host \(episode.host) are not known: nothing is done",
            nextEligible: retryAt,
            inputs: ["containers": "\(host.members.count)"]
        )
    }

    private static let soonest = PolicyDuration.seconds(2)
    private static let latest = PolicyDuration.seconds(30)

    /// When to ask again where another container decides, not time: soon at first, then after a tenth of the wait so far.
    ///
    /// Between two and thirty seconds: asking is a round trip, and many may wait for one.
    var retryAt: Timestamp {
        guard let last = episode.transitions.last, last.phase == .held else { return now + Self.soonest }
        let tenth = PolicyDuration(milliseconds: now.elapsed(since: last.at).milliseconds / 10)
        return now + min(Self.latest, max(Self.soonest, tenth))
    }
}

extension [String] {
    /// For messages and trails: the first of many, and how many more there are.
    func listed(_ limit: Int = 5) -> String {
        let shown = prefix(limit).joined(separator: ", ")
        return count > limit ? "\(shown) and \(count - limit) more" : shown
    }
}
