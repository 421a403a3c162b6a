/// A pause between the end of one episode and the first action of the next.
package enum CooldownGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let cooldown = input.remediation.cooldown
        let isFirst = isFirstAction(of: input.episode)
        var inputs = ["cooldown": cooldown.description, "isFirstAction": "\(isFirst)"]
        guard isFirst, let end = input.history.lastEpisodeEnd else {
            return .allow(.cooldown, inputs: inputs)
        }
        inputs["lastEpisodeEnd"] = end.description
        let eligible = end + cooldown
        guard input.now >= eligible else {
            return .deny(
                .cooldown,
                "cooling down for \(cooldown) since the last episode ended",
                nextEligible: eligible,
                inputs: inputs
            )
        }
        return .allow(.cooldown, inputs: inputs)
    }

    /// `Escalated` is an end, too: what is tried after it is tried in a new ladder.
    package static func isFirstAction(of episode: Episode) -> Bool {
        guard let last = episode.intents.last else { return true }
        return episode.closedAt.map { last.writtenAt <= $0 } ?? false
    }
}
