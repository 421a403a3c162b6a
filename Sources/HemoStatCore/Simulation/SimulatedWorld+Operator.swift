// The Monitor: reconciles a container until nothing is left to do at this instant.
extension SimulatedWorld {
    /// Reconciles one container until it is at rest.
    mutating func settle(_ index: Int) throws(SimulationProblem) {
        buryOrphan(index)
        var phases: [String] = []
        for _ in 0..<limits.rounds {
            let isDone = try !reconcile(index)
            phases.append(containers[index].episode.map(\.phase.rawValue) ?? "None")
            guard isDone else { continue }
            let sample = containers[index].nextSample(after: now, isDense: limits.isDense)
            containers[index].wakeAt = [containers[index].wakeAt, sample].compactMap { $0 }.min()
            return
        }
        let last = phases.suffix(6).joined(separator: ", ")
        let message = "it does not come to rest at \(containers[index].story.time(now)): \(last), …"
        throw SimulationProblem(container: containers[index].name, message: message)
    }

    /// - Returns: whether there is more to do at this instant.
    private mutating func reconcile(_ index: Int) throws(SimulationProblem) -> Bool {
        reconciles += 1
        guard reconciles <= limits.reconciles else {
            let message =
                "the test takes more than \(limits.reconciles) reconciles, the last one at "
                + "\(containers[index].story.time(now)); shorten its timeline or its `for`s"
            throw SimulationProblem(container: containers[index].name, message: message)
        }
        containers[index].observe(at: now, isDense: limits.isDense)
        let input = view(index)
        // What is over stays to be seen, though nobody keeps a record of it.
        guard input.container != nil || input.episode?.phase.isFinal == false else {
            containers[index].wakeAt = nil
            return false
        }
        let decision = Convergence.advance(input)
        write(decision.episode, index)
        containers[index].wakeAt = decision.requeueAt
        for effect in decision.effects {
            switch effect {
            case .askAnalyzer: analyze(index)
            case .askResponder: respond(index)
            }
        }
        return !decision.effects.isEmpty || decision.requeueAt.map { $0 <= now } ?? false
    }

    func view(_ index: Int) -> ReconcileInput {
        let isThere = !containers[index].isRemoved
        return ReconcileInput(
            key: containers[index].observation.key,
            container: isThere ? containers[index].observation : nil,
            resolved: isThere ? containers[index].resolved : ResolvedPolicy(),
            evaluated: isThere ? containers[index].evaluated(at: now) : [],
            episode: containers[index].episode,
            now: now
        )
    }

    /// The episode of a container that was replaced ends as one does whose container is gone.
    private mutating func buryOrphan(_ index: Int) {
        guard let orphan = containers[index].orphan else { return }
        containers[index].orphan = nil
        let input = ReconcileInput(
            key: orphan.key,
            container: nil,
            resolved: ResolvedPolicy(),
            evaluated: [],
            episode: orphan,
            now: now
        )
        let end = Convergence.advance(input).episode
        note(end, insteadOf: orphan, index)
        containers[index].predecessor = end
    }
}
