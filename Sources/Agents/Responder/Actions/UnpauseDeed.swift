import DockerEngine
import HemoStatCore

/// Lets a paused container run on.
struct UnpauseDeed: ActionDeed {
    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheck()
        let outcome = try await run.send { () async throws(DockerError) in
            try await run.docker.unpauseContainer(run.id, timeout: DockerAction.margin)
        }
        guard outcome == .done else { throw .notDone("it was unpaused by others in the last instant") }
        return ActionReport(.succeeded)
    }
}
