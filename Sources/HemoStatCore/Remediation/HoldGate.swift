/// A person asked for hands off.
enum HoldGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let standing = input.holds.filter { $0.spec.expiresAt > input.now }
        guard let container = input.container else {
            guard !standing.isEmpty else { return .allow(.hold) }
            let inputs = ["holds": describe(standing)]
            return .deny(.hold, "the container is gone: whether a hold is on it cannot be told", inputs: inputs)
        }
        let holds = standing.filter { $0.isInForce(on: container, at: input.now) }.sorted(by: lastsLonger)
        guard let longest = holds.first else { return .allow(.hold, inputs: ["holds": "none"]) }
        let spec = longest.spec
        let more = holds.count > 1 ? " (and \(holds.count - 1) more)" : ""
        return .deny(
            .hold,
            "hold \(longest.name) of \(spec.owner) until \(spec.expiresAt): \(spec.reason)\(more)",
            nextEligible: spec.expiresAt,
            inputs: ["container": container.name, "holds": describe(holds)]
        )
    }

    private static func lastsLonger(_ left: Hold, _ right: Hold) -> Bool {
        (right.spec.expiresAt, left.name) < (left.spec.expiresAt, right.name)
    }

    private static func describe(_ holds: [Hold]) -> String {
        holds.map { "\($0.name) until \($0.spec.expiresAt)" }.listed()
    }
}
