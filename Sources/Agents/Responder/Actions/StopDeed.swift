import DockerEngine
import HemoStatCore

/// Stops a container: its stop signal, and a kill when the time is over.
struct StopDeed: ActionDeed {
    let spec: RemediationAction.StopSpec

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheck()
        let outcome = try await run.send { () async throws(DockerError) in
            try await run.docker.stopContainer(run.id, timeout: spec.timeout.duration, margin: DockerAction.margin)
        }
        guard outcome == .done else { throw .notDone("it was stopped by others in the last instant") }
        return ActionReport(.succeeded)
    }
}
