import DockerEngine
import HemoStatCore

/// Sends the first process a signal: to reload, to reopen its files.
struct SignalDeed: ActionDeed {
    let spec: RemediationAction.SignalSpec

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        try await run.recheck()
        try await run.send { () async throws(DockerError) in
            try await run.docker.signalContainer(run.id, spec.name, timeout: DockerAction.margin)
        }
        return ActionReport(.succeeded)
    }
}
