/// At most so many intents in a rolling window, over all episodes of the container.
enum ActionBudgetGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let budget = input.remediation.budget
        let windowStart = input.now - budget.within
        let counted = input.history.intents.filter { $0 > windowStart }.sorted()
        let inputs = ["used": "\(counted.count)", "actions": "\(budget.actions)", "within": budget.within.description]
        guard counted.count >= budget.actions else { return .allow(.actionBudget, inputs: inputs) }
        // Room comes when all but `actions - 1` of them have left the window.
        let leaves = budget.actions > 0 ? counted[counted.count - budget.actions] + budget.within : nil
        return .deny(
            .actionBudget,
            "\(counted.count) of \(budget.actions) actions within \(budget.within) are used up",
            nextEligible: leaves,
            inputs: inputs
        )
    }
}
