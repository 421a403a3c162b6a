/// Only the holder of the host's lease acts, and only while enough of it is left.
enum LeaseGate {
    /// A lease about to end may be another's by the time Docker hears of the action.
    static let margin = Duration.milliseconds(500)
    private static let retry = PolicyDuration.seconds(2)

    static func evaluate(_ input: GateInput) -> GateResult {
        guard let lease = input.lease else {
            return .deny(
                .lease,
                "this replica does not hold the lease of host \(input.episode.host)",
                nextEligible: input.now + retry
            )
        }
        let inputs = ["epoch": "\(lease.epoch)", "remaining": "\(lease.remaining)", "margin": "\(margin)"]
        guard lease.remaining >= margin else {
            return .deny(
                .lease,
                "the lease of host \(input.episode.host) is about to end",
                nextEligible: input.now + retry,
                inputs: inputs
            )
        }
        return .allow(.lease, inputs: inputs)
    }
}
