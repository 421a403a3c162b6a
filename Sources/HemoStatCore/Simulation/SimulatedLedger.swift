/// What was done to whom on the virtual clock, under the keys the operator counts by.
struct SimulatedLedger {
    private var histories: [String: ActionHistory] = [:]

    func history(of episode: Episode) -> ActionHistory { histories[key(of: episode)] ?? ActionHistory() }

    mutating func count(_ intent: Intent, of episode: Episode) {
        histories[key(of: episode), default: ActionHistory()].intents.append(intent.writtenAt)
    }

    /// Takes in what an episode tells beyond what it told before: judged actions, and its end.
    mutating func record(_ episode: Episode, insteadOf read: Episode?, at now: Timestamp) {
        let key = key(of: episode)
        let known = Set((read?.intents ?? []).filter { $0.judgedAt != nil }.map(\.id))
        for intent in episode.intents where !known.contains(intent.id) {
            guard let judgedAt = intent.judgedAt, let wasEffective = intent.wasEffective else { continue }
            if wasEffective {
                histories[key, default: ActionHistory()].lastEffective = judgedAt
            } else {
                histories[key, default: ActionHistory()].ineffective.append(judgedAt)
            }
        }
        let hasEnded = episode.phase.isFinal || episode.phase == .escalated
        // What leaves an escalation has ended before: the cooldown runs from there.
        if hasEnded, !episode.intents.isEmpty, read?.phase != episode.phase, read?.phase != .escalated {
            histories[key, default: ActionHistory()].lastEpisodeEnd = now
        }
    }

    private func key(of episode: Episode) -> String { "\(episode.host)/\(episode.ledgerKey)" }
}
