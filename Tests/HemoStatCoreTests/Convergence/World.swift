import Testing

@testable import HemoStatCore

/// One container, its policies and the agents around it, on virtual time: everything happens by appointment, and what
/// must hold for every history is checked on the way (`World+Laws.swift`).
struct World {
    typealias Work = (inout World) -> Void

    /// Named in every complaint, so that a generated history can be played again.
    var label: String
    var now = Given.zero
    var container: ContainerObservation?
    var policies: [HealthPolicy] {
        didSet {
            resolved = PolicyResolver.resolve(Given.container(), policies: policies)
            wake()
        }
    }
    var episode: Episode?
    var history = ActionHistory()
    var agents = Agents()
    /// What follows a start of the container, whoever started it.
    var afterStart: Work = { _ in }
    var isSampling = false
    var cpu = 10.0
    var runs = RunHistory()
    /// Whether the last thing done to the container's process was a person's doing or its own good end.
    var isHandsOff = false
    var isBroken = false
    /// Whether no event ever wakes the reconciler, only its own timer and a resync.
    var isDeaf = false

    private(set) var steps: [Step] = []
    private(set) var intents: [Intent] = []
    private(set) var denials: [String] = []
    private(set) var asked = (analyzer: 0, responder: 0)
    private(set) var timer: Timestamp?
    private var resolved: ResolvedPolicy
    var lastUnmet: [String: Timestamp] = [:]
    private var agenda: [(at: Timestamp, order: Int, work: Work)] = []
    private var order = 0

    struct Agents {
        var analyzerAnswers = true
        var responderAnswers = true
        /// How long an answer takes.
        var delay = 0.005
        /// How long Docker takes, and what it says.
        var dockerTakes = 1.0
        var outcome: Intent.Outcome = .succeeded
        var modeCap = RemediationMode.enforce
        /// Every message is delivered so many times.
        var deliveries = 1
        var diagnose: (AnalysisInput) -> Diagnosis = RuleBook.diagnose
    }

    /// One change of phase as it was written.
    struct Step: Equatable, CustomStringConvertible {
        var phase: Phase
        var reason: String?
        var at: Double
        var description: String { reason.map { "\(phase.rawValue)(\($0)) @\(at)" } ?? "\(phase.rawValue) @\(at)" }
    }

    init(
        _ policies: [HealthPolicy] = [Given.policy()],
        label: String = "",
        container: ContainerObservation = Given.container()
    ) {
        self.policies = policies
        resolved = PolicyResolver.resolve(Given.container(), policies: policies)
        self.label = label
        self.container = container
    }

    var phases: [Phase] { steps.map(\.phase) }
    var actionTimes: [Double] { intents.map { seconds($0.writtenAt) } }
    /// The last step, as `Phase(Reason)`.
    var standing: String {
        steps.last.map { $0.reason.map { "\(self.steps.last?.phase.rawValue ?? "")(\($0))" } ?? $0.phase.rawValue }
            ?? "none"
    }
    var isAnnounced: Bool { episode?.isAnnounced ?? false }

    func seconds(_ time: Timestamp) -> Double { Double(time.microseconds - Given.zero.microseconds) / 1_000_000 }

    // MARK: Time

    mutating func at(_ seconds: Double, _ work: @escaping Work) { appoint(Given.at(seconds), work) }

    mutating func after(_ seconds: Double, _ work: @escaping Work) {
        appoint(Timestamp(microseconds: now.microseconds + Int64(seconds * 1_000_000)), work)
    }

    private mutating func appoint(_ at: Timestamp, _ work: @escaping Work) {
        order += 1
        agenda.append((at, order, work))
    }

    /// Plays everything due until then; afterwards it is exactly `seconds` after zero.
    mutating func run(until seconds: Double) {
        let end = Given.at(seconds)
        while !isBroken {
            let next = agenda.indices.min { (agenda[$0].at, agenda[$0].order) < (agenda[$1].at, agenda[$1].order) }
            let isTimer = timer.map { timer in next.map { timer < agenda[$0].at } ?? true } ?? false
            if isTimer, let due = timer, due <= end {
                now = max(now, due)
                timer = nil
                reconcile()
            } else if let next, agenda[next].at <= end {
                let appointment = agenda.remove(at: next)
                now = appointment.at
                appointment.work(&self)
            } else {
                break
            }
        }
        now = end
    }

    // MARK: The reconciler

    func input() -> ReconcileInput {
        let resolved = container == nil ? ResolvedPolicy() : resolved
        return ReconcileInput(
            key: ContainerKey(host: "default", id: Given.id),
            container: container,
            resolved: resolved,
            evaluated: container.map { Evaluator.evaluate(resolved, CheckInput(container: $0, now: now)) } ?? [],
            episode: episode,
            now: now
        )
    }

    mutating func wake() {
        if isDeaf { noteUnmet() } else { reconcile() }
    }

    mutating func reconcile() {
        noteUnmet()
        for _ in 0..<8 {
            let input = input()
            let decision = Convergence.advance(input)
            checkLaws(of: decision, input)
            store(decision.episode)
            for effect in decision.effects { ask(effect) }
            timer = decision.requeueAt
            guard !isBroken, let requeueAt = decision.requeueAt, requeueAt <= now else { return }
        }
        complain("asked to be called again at once, eight times over: \(standing)")
    }

    private mutating func store(_ next: Episode?) {
        if let next, next.phase != episode?.phase || next.reason != episode?.reason || next.id != episode?.id {
            steps.append(Step(phase: next.phase, reason: next.reason, at: seconds(now)))
            checkLaws(ofChangeTo: next)
            let isEnd = next.phase.isFinal || next.phase == .escalated
            if isEnd, episode?.phase != .escalated, !next.intents.isEmpty { history.lastEpisodeEnd = now }
        }
        if let next { judge(next) }
        episode = next
    }

    /// The breaker's ledger, as the store keeps it.
    private mutating func judge(_ next: Episode) {
        let known = Set((episode?.intents ?? []).filter { $0.judgedAt != nil }.map(\.id))
        for intent in next.intents where !known.contains(intent.id) {
            guard let judgedAt = intent.judgedAt, let wasEffective = intent.wasEffective else { continue }
            if wasEffective { history.lastEffective = judgedAt } else { history.ineffective.append(judgedAt) }
        }
    }

    private mutating func ask(_ effect: ReconcileDecision.Effect) {
        guard let id = episode?.id else { return complain("asks about no episode") }
        for delivery in 1...agents.deliveries {
            let delay = agents.delay * Double(delivery)
            switch effect {
            case .askAnalyzer:
                asked.analyzer += 1
                after(delay) { $0.analyze(id) }
            case .askResponder:
                asked.responder += 1
                after(delay) { $0.respond(id) }
            }
        }
    }

    // MARK: The agents

    private mutating func analyze(_ id: String) {
        guard agents.analyzerAnswers, var episode, episode.id == id, !episode.phase.isFinal, let container else {
            return
        }
        let input = input()
        let diagnosis = agents.diagnose(
            AnalysisInput(episode: episode, container: container, evaluated: input.evaluated, now: now)
        )
        let step = episode.accept(diagnosis, input)
        store(episode)
        if step != nil { ask(.askResponder) }
        reconcile()
    }

    private mutating func respond(_ id: String) {
        guard agents.responderAnswers, var episode, episode.id == id, !episode.phase.isFinal else { return }
        let input = input()
        if let intent = episode.openIntent {
            if now >= intent.deadline { settle(.unknown) }
            return
        }
        guard case .step(let step) = Ladder.plan(episode, input.resolved) else { return }
        let verdict = Gates.judge(
            GateInput(
                episode: episode,
                resolved: input.resolved,
                step: step,
                container: input.container,
                evaluated: input.evaluated,
                history: history,
                lease: .init(epoch: 1, remaining: .seconds(5)),
                modeCap: agents.modeCap,
                now: now
            )
        )
        guard verdict.isAllowed else {
            if episode.hold(verdict, input) { denials.append(episode.reason ?? "-") }
            store(episode)
            return reconcile()
        }
        act(step, verdict, episode)
    }

    private mutating func act(_ step: PlannedStep, _ verdict: Verdict, _ open: Episode) {
        var episode = open
        var intent = Given.intent(at: seconds(now))
        intent.policy = step.policy.name
        intent.policyGeneration = step.policy.metadata.generation ?? 0
        intent.step = step.index
        intent.action = step.action
        intent.startedAt = container?.startedAt
        checkLaws(of: intent, step)
        episode.begin(intent, verdict, attemptsKey: step.attemptsKey)
        intents.append(intent)
        history.intents.append(intent.writtenAt)
        store(episode)
        let outcome = agents.outcome
        after(agents.dockerTakes) { world in
            if outcome == .succeeded || outcome == .unknown { world.docker(does: intent.action) }
            if outcome != .unknown { world.settle(outcome) }
        }
        reconcile()
    }

    private mutating func settle(_ outcome: Intent.Outcome) {
        guard var episode else { return }
        episode.settle(outcome, at: now)
        store(episode)
        reconcile()
    }
}
