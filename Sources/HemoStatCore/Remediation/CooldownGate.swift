/// A pause between the end of one episode and the first action of the next.
enum CooldownGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let cooldown = input.remediation.cooldown
        var inputs = ["cooldown": cooldown.description]
        guard input.episode.intents.isEmpty, let end = input.history.lastEpisodeEnd else {
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
}
