import DockerEngine
import HemoStatCore

/// Docker's restart: stopped in its own time, then started.
struct RestartDeed: ActionDeed {
    let spec: RemediationAction.RestartSpec

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheckStart()
        try await run.send { () async throws(DockerError) in
            try await run.docker.restartContainer(
                run.id,
                timeout: spec.timeout.duration,
                margin: DockerAction.margin
            )
        }
        return ActionReport(.succeeded)
    }
}
