import DockerEngine
import HemoStatCore

/// Removes leftovers of the target's own Compose project and service: stopped containers, dangling images.
///
/// Never by name, never the target, nothing that is protected, in trouble, in the making or set aside by HemoStat, no run of
/// `docker compose run` (a person's, who may want its output), and no volume but the anonymous ones of what is removed,
/// where the policy asks for that. Docker itself refuses to remove what runs, which the operator's own container does.
struct CleanupDeed: ActionDeed {
    let spec: RemediationAction.CleanupSpec

    private static let maximumContainers = 20
    private static let maximumImages = 20

    func plan(_ run: ActionRun) async throws(ActionStop) -> ActionPlan? {
        guard let scope = ComposeScope(run.target.labels) else {
            throw .refused("it has no Compose project and service: nothing can be told to be its leftovers")
        }
        var plan = ActionPlan()
        do {
            let containers = spec.stoppedContainers ? try await leftovers(scope, run) : []
            let images = spec.danglingImages ? try await run.docker.danglingImages(labels: scope.filters).map(\.id) : []
            plan.cleanup = ActionPlan.Cleanup(
                containers: Array(containers.prefix(Self.maximumContainers)),
                images: Array(images.prefix(Self.maximumImages))
            )
        } catch {
            throw .notDone("\(error)")
        }
        return plan
    }

    /// Oldest first.
    private func leftovers(_ scope: ComposeScope, _ run: ActionRun) async throws -> [String] {
        let listed = try await run.docker.listContainers(all: true, filters: ["label": scope.filters])
        return listed.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
            .filter { $0.id != run.id && Leftover.mayBe($0, of: scope, now: run.link.now()) }
            .map(\.id)
    }

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        guard let plan = run.plan?.cleanup, let scope = ComposeScope(run.target.labels) else {
            throw .refused("there is no plan")
        }
        var log = CleanupLog()
        do throws(ActionStop) {
            for id in plan.containers { try await remove(container: id, of: scope, run, &log) }
            for id in plan.images { try await remove(image: id, run, &log) }
        } catch {
            // What is gone is gone: a report of nothing done would hide it.
            guard case .reported(let report) = error, log.hasRemoved else { throw error }
            return log.report(stoppedBy: report.outcome)
        }
        return log.report()
    }

    private func remove(
        container id: String,
        of scope: ComposeScope,
        _ run: ActionRun,
        _ log: inout CleanupLog
    ) async throws(ActionStop) {
        try await run.recheck()
        let seen: ContainerObservation?
        do { seen = try await run.link.inspect(id) } catch { throw .notDone("\(error)") }
        guard let seen, id != run.id else { return }
        if let reason = Leftover.objection(to: seen, of: scope, run) { return log.spare(seen.name, reason) }
        try run.requireLease()
        do {
            try await run.sendStep { () async throws(DockerError) in
                try await run.docker.removeContainer(
                    id,
                    removeAnonymousVolumes: spec.volumes,
                    timeout: DockerAction.margin
                )
            }
            log.remove(seen.name)
        } catch {
            try log.failed(seen.name, error, run)
        }
    }

    private func remove(image id: String, _ run: ActionRun, _ log: inout CleanupLog) async throws(ActionStop) {
        try await run.recheck()
        let name = "image \(id.replacing("sha256:", with: "").prefix(12))"
        do {
            try await run.sendStep { () async throws(DockerError) in
                try await run.docker.removeImage(id, timeout: DockerAction.margin)
            }
            log.remove(name)
        } catch {
            try log.failed(name, error, run)
        }
    }
}
