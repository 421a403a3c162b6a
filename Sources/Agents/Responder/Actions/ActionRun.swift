import DockerEngine
import HemoStatCore
import Logging
import Synchronization

/// One action on its way: what it may still do, and what it has recorded.
final class ActionRun: Sendable {
    let link: HostLink
    let intent: Intent
    let target: ContainerObservation
    private let mindsHealth: Bool
    private let state = Mutex(State())

    private struct State {
        var hasSent = false
        var evidence: ActionEvidence?
        var redactor = Redactor()
    }

    /// How much of the lease must be left when a call is sent.
    static let leaseMargin = Duration.milliseconds(500)

    init(link: HostLink, intent: Intent, target: ContainerObservation, mindsHealth: Bool) {
        self.link = link
        self.intent = intent
        self.target = target
        self.mindsHealth = mindsHealth
    }

    var docker: DockerClient { link.docker }
    /// The container's full ID.
    var id: String { intent.containerID }
    /// Whether Docker was asked for anything that it may have done.
    var hasSent: Bool { state.withLock { $0.hasSent } }
    var plan: ActionPlan? { state.withLock { $0.evidence?.plan } }

    /// Text of the container's or Docker's own, fit to be kept.
    func redacted(_ text: String) -> String { state.withLock { $0.redactor }.redact(TerminalText.plain(text)) }

    func redacted(lines: [String]) -> [String] {
        state.withLock { $0.redactor }.redact(lines: lines.map(TerminalText.plain))
    }
}

// MARK: - Preconditions

extension ActionRun {
    func requireLease() throws(ActionStop) {
        guard let lease = link.lease(), lease.epoch == intent.epoch, lease.remaining > Self.leaseMargin else {
            throw .leaseGone
        }
    }

    /// Right before each call: the lease, and the very run of the very container, in the state it was decided for.
    func recheck() async throws(ActionStop) {
        let container = try await recheck([target.status])
        if mindsHealth, container.health != target.health {
            throw .notDone("its health became \(container.health.rawValue) in the last instant")
        }
        try requireLease()
    }

    /// The same for what starts it: in the network of another container, that one has to run.
    ///
    /// Both may have ended together, and only the end of this one been heard of yet: the gates then hold it until the other is
    /// healed, which Docker's refusal would not.
    func recheckStart() async throws(ActionStop) {
        try await recheckNetwork()
        try await recheck()
    }

    private func recheckNetwork() async throws(ActionStop) {
        guard target.networkMode.hasPrefix("container:") else { return }
        let isRunning: Bool
        do {
            // By ID or, as Podman may have it, by name.
            let parent = try await docker.inspectContainer(String(target.networkMode.dropFirst("container:".count)))
            isRunning = parent.state.isRunning
        } catch {
            throw .notDone("\(error)")
        }
        guard isRunning else { throw .notDone("the container whose network it shares does not run") }
    }

    /// The same in the middle of several calls, which have changed its state.
    @discardableResult
    func recheck(_ statuses: Set<HemoStatCore.ContainerStatus>) async throws(ActionStop) -> ContainerObservation {
        try requireLease()
        let container: ContainerObservation?
        do {
            container = try await link.inspect(id)
        } catch {
            // Whatever it is, the action was not asked for yet: no refusal of it.
            throw .notDone("\(error)")
        }
        guard let container else { throw .notDone("the container is gone") }
        guard container.startedAt == intent.startedAt else {
            throw .notDone("it was started again by others in the last instant")
        }
        // Stopped or paused meanwhile: whether a person did it is for the gates to say.
        guard statuses.contains(container.status) else {
            throw .notDone("it became \(container.status.rawValue) in the last instant")
        }
        try requireLease()
        return container
    }

    /// Sends the one call that is the whole action; what a failure proves is its report.
    func send<Value>(_ call: () async throws(DockerError) -> Value) async throws(ActionStop) -> Value {
        state.withLock { $0.hasSent = true }
        do {
            return try await call()
        } catch {
            throw .outcome(outcome(of: error))
        }
    }

    /// Sends one call of several; what its failure means is for the caller to say.
    func sendStep<Value>(_ call: () async throws(DockerError) -> Value) async throws(DockerError) -> Value {
        state.withLock { $0.hasSent = true }
        return try await call()
    }

    /// What a failure proves: refused, surely not done, or nothing.
    func outcome(of error: DockerError) -> Intent.Outcome {
        let text = redacted("\(error)")
        return switch error.code {
        case .unreachable, .timedOut, .cancelled: error.mayHaveHappened ? .unknown : .notDone(text)
        case .malformedResponse, .tooLarge: error.mayHaveHappened ? .unknown : .failed(text)
        default: .failed(text)
        }
    }
}

// MARK: - Evidence

extension ActionRun {
    /// Writes down what is known of the container before it is too late; without a record nothing is done.
    func record(_ plan: ActionPlan?) async throws(ActionStop) {
        // Waiting destroys nothing.
        guard intent.action != .none else { return }
        let gathered = await EvidenceGatherer(link: link).gather(intent, target)
        state.withLock { state in
            state.evidence = gathered.evidence
            state.evidence?.plan = plan
            state.redactor = gathered.redactor
        }
        do {
            try await store()
        } catch {
            throw .notDone("its evidence could not be written: \(error)")
        }
    }

    /// Changes what is written down and writes it again.
    func amend(_ change: (inout ActionEvidence) -> Void) async throws {
        state.withLock { state in
            guard var evidence = state.evidence else { return }
            change(&evidence)
            state.evidence = evidence
        }
        try await store()
    }

    private func store() async throws {
        guard let evidence = state.withLock({ $0.evidence }) else { return }
        try await EvidenceStore(redis: link.redis).save(evidence)
    }
}
