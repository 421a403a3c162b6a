import DockerEngine
import HemoStatCore

/// Puts a new container of the same configuration, name, networks and mounts in the target's place.
///
/// The new one is made under a name of its own; then the old one is stopped and set aside, the new one takes its name and is
/// started, and only then the old one is removed, its volumes spared. Whatever docker refuses before that undoes all of it.
/// Names tell at every instant how far it got, so that whoever comes after a crash can end it (`RecreationRecovery`): back
/// until the new one is whole, which is written down, and forward from there.
struct RecreateDeed: ActionDeed {
    /// As `docker restart`: from the stop signal to the kill.
    static let stopTimeout = Duration.seconds(10)
    /// What comes before the stop has taken too long by then: the intent's time is needed for the rest.
    private static let patience = PolicyDuration.seconds(15)
    private static let longestName = 200

    func plan(_ run: ActionRun) async throws(ActionStop) -> ActionPlan? {
        let blueprint = try await blueprint(run)
        var plan = ActionPlan()
        plan.recreation = ActionPlan.Recreation(name: blueprint.name, ran: Self.runs(run.target.status))
        return plan
    }

    private static func runs(_ status: HemoStatCore.ContainerStatus) -> Bool {
        status == .running || status == .restarting
    }

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        guard let plan = run.plan?.recreation else { throw .refused("there is no plan") }
        let blueprint = try await blueprint(run)
        guard blueprint.name == plan.name else { throw .notDone("it was renamed by others in the last instant") }
        try await run.recheck()
        do {
            return try await replace(blueprint, plan, run)
        } catch let failure {
            return try await RecreationRecovery(run, plan: run.plan?.recreation ?? plan).undo(after: failure)
        }
    }

    /// What it is made of, once it is sure that it can be made again.
    private func blueprint(_ run: ActionRun) async throws(ActionStop) -> ContainerBlueprint {
        let blueprint: ContainerBlueprint
        let image: String
        do {
            blueprint = try await run.docker.containerBlueprint(run.id)
            image = try await run.docker.imageID(named: blueprint.imageName)
        } catch {
            throw error.code == .notFound
                ? .refused("its image has no name any more: \(run.redacted("\(error)"))") : .notDone("\(error)")
        }
        guard !blueprint.isSwarmTask else { throw .refused("it is a task of Swarm, which replaces it itself") }
        guard !blueprint.isAutoRemoved else {
            throw .refused("docker removes it when it stops (--rm): there would be no way back")
        }
        guard image == blueprint.imageID else {
            throw .refused(
                "\(blueprint.imageName) is another image by now: that would be an update, not the same again"
            )
        }
        guard blueprint.name.utf8.count <= Self.longestName else {
            throw .refused("its name is too long to be set aside")
        }
        return try await withParent(blueprint, run)
    }

    /// In the network of whoever stands in its parent's place now.
    private func withParent(
        _ blueprint: ContainerBlueprint,
        _ run: ActionRun
    ) async throws(ActionStop) -> ContainerBlueprint {
        guard let reference = blueprint.networkParent else { return blueprint }
        do {
            _ = try await run.docker.inspectContainer(reference)
            return blueprint
        } catch {
            guard error.code == .notFound else { throw .notDone("\(error)") }
        }
        guard let parent = run.target.networkParent?.id else {
            throw .refused("the container whose network it shares is gone, and none stands in its place")
        }
        return blueprint.replacingNetworkParent(with: parent)
    }

    // MARK: - Forward

    private func replace(
        _ blueprint: ContainerBlueprint,
        _ plan: ActionPlan.Recreation,
        _ run: ActionRun
    ) async throws(RecreationFailure) -> ActionReport {
        let twin = try await make(blueprint, plan, run)
        do {
            if plan.ran { try await stopOld(run) }
            let down: Set<HemoStatCore.ContainerStatus> = plan.ran ? [.exited, .dead] : [run.target.status]
            try await run.recheck(down)
            try await run.sendStep { () async throws(DockerError) in
                try await run.docker.renameContainer(
                    run.id,
                    to: SetAside.old(plan.name, id: run.id),
                    timeout: DockerAction.margin
                )
            }
            try await run.recheck(down)
            try await run.sendStep { () async throws(DockerError) in
                try await run.docker.renameContainer(twin.id, to: plan.name, timeout: DockerAction.margin)
            }
            try await run.recheck(down)
            try await start(twin.id, run)
            try await run.recheck(down)
        } catch {
            throw RecreationFailure(error, run)
        }
        return try await remove(run, twin)
    }

    private func make(
        _ blueprint: ContainerBlueprint,
        _ plan: ActionPlan.Recreation,
        _ run: ActionRun
    ) async throws(RecreationFailure) -> CreatedContainer {
        do {
            let twin = try await run.sendStep { () async throws(DockerError) in
                try await run.docker.createContainer(
                    blueprint,
                    name: SetAside.twin(plan.name, id: run.id),
                    timeout: DockerAction.margin
                )
            }
            for network in twin.unconnected {
                try await run.recheck()
                try await run.sendStep { () async throws(DockerError) in
                    try await run.docker.connect(twin.id, to: network, timeout: DockerAction.margin)
                }
            }
            guard try await run.docker.inspectContainer(twin.id).imageID == blueprint.imageID else {
                throw ActionStop.refused("\(blueprint.imageName) became another image meanwhile")
            }
            guard run.link.now().elapsed(since: run.intent.writtenAt) < Self.patience else {
                throw ActionStop.refused("making the new one took too long")
            }
            // Ahead of what cannot be told from a person's doing afterwards.
            try await run.amend { evidence in
                evidence.plan?.recreation?.twin = twin.id
                evidence.plan?.recreation?.stops = plan.ran
            }
            return twin
        } catch {
            throw RecreationFailure(error, run)
        }
    }

    private func stopOld(_ run: ActionRun) async throws {
        try await run.recheck()
        let outcome = try await run.sendStep { () async throws(DockerError) in
            try await run.docker.stopContainer(run.id, timeout: Self.stopTimeout, margin: DockerAction.margin)
        }
        guard outcome == .done else { throw ActionStop.notDone("it was stopped by others in the last instant") }
    }

    private func start(_ twin: String, _ run: ActionRun) async throws {
        _ = try await run.sendStep { () async throws(DockerError) in
            try await run.docker.startContainer(twin, timeout: DockerAction.margin)
        }
        let state = try await run.docker.inspectContainer(twin).state
        guard state.isRunning || state.isRestarting else {
            let error = state.error.isEmpty ? "exit code \(state.exitCode)" : state.error
            throw ActionStop.refused("the new one ended at once: \(run.redacted(error))")
        }
    }

    /// The last step: the new one runs, whatever becomes of this.
    private func remove(_ run: ActionRun, _ twin: CreatedContainer) async throws(RecreationFailure) -> ActionReport {
        var report = ActionReport(.succeeded, successor: twin.id)
        do {
            try await run.sendStep { () async throws(DockerError) in
                try await run.docker.removeContainer(
                    run.id,
                    removeAnonymousVolumes: false,
                    timeout: DockerAction.margin
                )
            }
            let warnings = run.redacted(twin.warnings.joined(separator: "; "))
            report.details = warnings.isEmpty ? nil : "docker warns: \(warnings)"
        } catch {
            guard !error.isUncertain else { throw RecreationFailure(error, run) }
            report.details = "the old one is stopped and could not be removed: \(run.redacted("\(error)"))"
        }
        return report
    }
}
