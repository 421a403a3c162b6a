import HemoStatCore

/// How one kind of action is done.
protocol ActionDeed: Sendable {
    /// What is going to be done, where that has to be asked for; nothing changes yet.
    func plan(_ run: ActionRun) async throws(ActionStop) -> ActionPlan?

    /// Does it: each side effect is sent at most once.
    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport
}

extension ActionDeed {
    func plan(_ run: ActionRun) async throws(ActionStop) -> ActionPlan? { nil }
}
