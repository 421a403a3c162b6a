import DockerEngine
import HemoStatCore

/// Starts a container that is down.
struct StartDeed: ActionDeed {
    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheckStart()
        let outcome = try await run.send { () async throws(DockerError) in
            try await run.docker.startContainer(run.id, timeout: DockerAction.margin)
        }
        guard outcome == .done else { throw .notDone("it was started by others in the last instant") }
        return ActionReport(.succeeded)
    }
}
