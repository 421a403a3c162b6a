extension TestExpectation {
    /// The fields that are otherwise than expected, in the order of the manual.
    func mismatches(with state: SimulatedState) -> [PolicyTestFailure.Mismatch] {
        let none = "none"
        return [
            compare("phase", phase?.rawValue, state.phase.rawValue, more: state.explanation),
            compare("reason", reason, state.reason ?? none),
            compare("action", action, state.action?.action.keyword ?? none),
            compare("actions", actions.map { "\($0)" }, "\(state.actions)"),
            compare("policy", policy, state.action?.policy ?? none),
            compare("step", step.map { "\($0)" }, state.action.map { "\($0.step + 1)" } ?? none),
            compare("firing", firing.map(Self.list), Self.list(state.firing)),
            compare("state", self.state?.rawValue, Self.word(of: state.status)),
            compare("nextEligible", nextEligible?.description, state.nextEligible?.description ?? none),
        ].compactMap { $0 }
    }

    private func compare(
        _ field: String,
        _ expected: String?,
        _ actual: String,
        more: String = ""
    ) -> PolicyTestFailure.Mismatch? {
        guard let expected, expected != actual else { return nil }
        return .init(field: field, expected: expected, actual: actual + more)
    }

    private static func list(_ names: [String]) -> String { "[\(Set(names).sorted().joined(separator: ", "))]" }

    private static func word(of status: ContainerStatus?) -> String {
        guard let status else { return "removed" }
        return TestState.allCases.first { $0.status == status }?.rawValue ?? status.rawValue
    }
}
