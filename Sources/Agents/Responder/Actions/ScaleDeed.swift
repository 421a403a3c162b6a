import DockerEngine
import HemoStatCore

/// Gives the Swarm service of a container another number of tasks, within its floor or ceiling.
struct ScaleDeed: ActionDeed {
    private let step: Int
    /// At most, going up; at least, going down.
    private let bound: Int

    init(up spec: RemediationAction.ScaleUpSpec) { (step, bound) = (spec.by, spec.max) }

    init(down spec: RemediationAction.ScaleDownSpec) { (step, bound) = (-spec.by, spec.min) }

    /// A task names its service by ID; a name may be another service's by now.
    static let serviceLabel = "com.docker.swarm.service.id"

    func plan(_ run: ActionRun) async throws(ActionStop) -> ActionPlan? {
        guard let id = run.target.labels[Self.serviceLabel] else {
            throw .refused("it is no task of a Swarm service: there is nothing to scale")
        }
        let service = try await service(id, run)
        guard let replicas = service.replicas else {
            throw .refused("its service \(service.name) has no number of replicas (global, or a job)")
        }
        let wanted = step > 0 ? min(replicas + step, bound) : max(replicas + step, bound)
        guard step > 0 ? wanted > replicas : wanted < replicas else {
            let limit = step > 0 ? "at most" : "at least"
            throw .refused(
                "its service \(service.name) has \(replicas) replicas already, and may have \(limit) \(bound)"
            )
        }
        var plan = ActionPlan()
        plan.scale = ActionPlan.Scale(service: id, version: service.version, from: replicas, to: wanted)
        return plan
    }

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        guard let plan = run.plan?.scale else { throw .refused("there is no plan") }
        try await run.recheck()
        let service = try await service(plan.service, run)
        guard service.version == plan.version, service.replicas == plan.from else {
            throw .notDone("its service was changed by others in the last instant")
        }
        try run.requireLease()
        do {
            try await run.sendStep { () async throws(DockerError) in
                try await run.docker.scale(service, to: plan.to, timeout: DockerAction.margin)
            }
        } catch {
            // The version is compared before anything changes.
            throw error.code == .conflict ? .notDone("\(error)") : .outcome(run.outcome(of: error))
        }
        return ActionReport(.succeeded, details: "service \(service.name): \(plan.from) to \(plan.to) replicas")
    }

    private func service(_ id: String, _ run: ActionRun) async throws(ActionStop) -> SwarmService {
        do {
            return try await run.docker.swarmService(id)
        } catch {
            switch error.code {
            case .notFound: throw .refused("its Swarm service is gone")
            case .serverError: throw .refused("this engine is no manager of the Swarm: \(run.redacted("\(error)"))")
            default: throw .notDone("\(error)")
            }
        }
    }
}
