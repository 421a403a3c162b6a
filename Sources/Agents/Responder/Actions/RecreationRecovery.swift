import DockerEngine
import HemoStatCore

/// Ends a recreation that stands half-way, forward or back, one step after another and a look before each.
struct RecreationRecovery: Sendable {
    let docker: DockerClient
    let clock: any Clock<Duration>
    /// The container that is to be replaced, and the run it was decided for.
    let intent: Intent
    let plan: ActionPlan.Recreation
    /// Throws when somebody else may act by now.
    let requireLease: @Sendable () throws(ActionStop) -> Void
    let redacted: @Sendable (String) -> String

    private static let maximumSteps = 40
    /// What fails may be on its way by a call of a predecessor's.
    private static let maximumFailures = 5
    private static let pause = Duration.milliseconds(200)

    enum Ending: Sendable, Equatable {
        case replaced(by: String)
        case restored(steps: Int)
        /// Neither; in words for people.
        case stuck(String)
    }

    /// Looks and acts until it is ended; `isForward` tells whether it is tried to get to the end first.
    ///
    /// Throws what keeps it from being known: no lease, no engine.
    func end(forward isForward: Bool) async throws -> Ending {
        var isForward = isForward
        var failures: [RecreationScene.Step: Int] = [:]
        for steps in 0..<Self.maximumSteps {
            try requireLease()
            let scene = try await look()
            switch isForward ? scene.forward(plan) : scene.back(plan) {
            case .replaced(let successor): return .replaced(by: successor)
            case .restored: return .restored(steps: steps)
            case .overtaken(let sentence): return .stuck(sentence)
            case .turn: isForward = false
            case .next(let step):
                do {
                    try await perform(step, scene)
                } catch let error as DockerError where !error.isUncertain {
                    failures[step, default: 0] += 1
                    // Docker says that it cannot be started: once is enough.
                    if step == .startHolder { isForward = false }
                    guard failures[step, default: 0] < Self.maximumFailures else {
                        guard isForward else { return .stuck(redacted("\(error)")) }
                        isForward = false
                        break
                    }
                    try await clock.sleep(for: Self.pause)
                }
            }
        }
        return .stuck("it does not come to rest")
    }

    private var id: String { intent.containerID }
    private var oldName: String { SetAside.old(plan.name, id: id) }
    private var twinName: String { SetAside.twin(plan.name, id: id) }

    private func look() async throws -> RecreationScene {
        let old = try await find(id)
        let twin = try await find(twinName)
        let holder = try await find(plan.name)
        var scene = RecreationScene()
        if let old {
            var body = Self.body(old)
            body.isSetAside = old.name == oldName
            body.isSameRun = Timestamp(rfc3339: old.state.startedAt) == intent.startedAt
            scene.old = body
        }
        scene.twin = twin.map(Self.body)
        scene.holder = holder.flatMap { $0.id == id ? nil : Self.body($0) }
        return scene
    }

    /// Docker takes the start of an ID for one, too: only who is really called so counts.
    private func find(_ reference: String) async throws -> ContainerInspection? {
        do {
            let found = try await docker.inspectContainer(reference)
            return found.name == reference || found.id == reference ? found : nil
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    private static func body(_ seen: ContainerInspection) -> RecreationScene.Body {
        let state = seen.state
        return RecreationScene.Body(
            id: seen.id,
            isRunning: state.isRunning || state.isPaused || state.isRestarting,
            hasRun: !ContainerState.isNever(state.startedAt)
        )
    }

    private func perform(_ step: RecreationScene.Step, _ scene: RecreationScene) async throws {
        switch step {
        case .stopOld: try await stop(id)
        case .setOldAside: try await rename(id, to: oldName)
        case .nameTwin: if let twin = scene.twin { try await rename(twin.id, to: plan.name) }
        case .startHolder: if let holder = scene.holder { try await start(holder.id) }
        case .removeOld: try await remove(id)
        case .stopTwin: if let twin = scene.twin { try await stop(twin.id) }
        case .setHolderAside: if let holder = scene.holder { try await rename(holder.id, to: twinName) }
        case .nameOld: try await rename(id, to: plan.name)
        case .startOld: try await start(id)
        case .removeTwin: if let twin = scene.twin { try await remove(twin.id) }
        }
    }

    private func start(_ id: String) async throws {
        _ = try await docker.startContainer(id, timeout: DockerAction.margin)
    }

    private func stop(_ id: String) async throws {
        _ = try await docker.stopContainer(id, timeout: RecreateDeed.stopTimeout, margin: DockerAction.margin)
    }

    private func rename(_ id: String, to name: String) async throws {
        try await docker.renameContainer(id, to: name, timeout: DockerAction.margin)
    }

    /// Volumes are spared: both have the same.
    private func remove(_ id: String) async throws {
        try await docker.removeContainer(id, removeAnonymousVolumes: false, timeout: DockerAction.margin)
    }

    /// What stands where, for people who have to end it themselves.
    func places() async -> String? {
        guard let scene = try? await look() else { return nil }
        var places: [String] = []
        if let old = scene.old {
            places.append("the old one is \(old.isSetAside ? oldName : plan.name), \(Self.word(old))")
        }
        if let twin = scene.twin { places.append("the new one is \(twinName), \(Self.word(twin))") }
        if let holder = scene.holder { places.append("\(plan.name) is \(holder.id.prefix(12)), \(Self.word(holder))") }
        return places.joined(separator: "; ")
    }

    private static func word(_ body: RecreationScene.Body) -> String { body.isRunning ? "running" : "stopped" }
}

extension RecreationRecovery {
    init(_ run: ActionRun, plan: ActionPlan.Recreation) {
        self.init(
            docker: run.docker,
            clock: run.link.clock,
            intent: run.intent,
            plan: plan,
            requireLease: { () throws(ActionStop) in try run.requireLease() },
            redacted: { run.redacted($0) }
        )
    }

    /// Undoes what was done of a recreation that failed, unless it turns out to have succeeded.
    func undo(after failure: RecreationFailure) async throws(ActionStop) -> ActionReport {
        // A call may be on its way still: whoever has the lease ends it when it shows.
        guard let reason = failure.reason, !failure.isUncertain else { return ActionReport(.unknown) }
        let ending: Ending
        do {
            ending = try await end(forward: false)
        } catch {
            // Nothing can be said until there is a lease and an engine again.
            return ActionReport(.unknown)
        }
        switch ending {
        case .replaced(let successor):
            return ActionReport(.succeeded, details: "after \(reason)", successor: successor)
        case .restored:
            // The old one was never touched: it is judged again as it is now.
            if failure.isLastInstant, !plan.stops { throw .notDone(reason) }
            return ActionReport(.failed(reason), details: "rolled back: the old container stands as before")
        case .stuck(let why):
            return ActionReport(.failed("\(reason); and it could not be rolled back: \(why)"), details: await places())
        }
    }
}

extension DockerError {
    /// Whether the engine may have done it, or be about to.
    var isUncertain: Bool {
        switch code {
        case .unreachable, .timedOut, .cancelled: true
        case .malformedResponse, .tooLarge: mayHaveHappened
        default: false
        }
    }
}
