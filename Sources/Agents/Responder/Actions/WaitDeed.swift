import HemoStatCore

/// Does nothing: the container gets time to recover by itself.
struct WaitDeed: ActionDeed {
    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheck()
        return ActionReport(.succeeded)
    }
}
