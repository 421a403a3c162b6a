/// Judges a run from outside: what the proxies before Docker saw, what Docker's own event log tells, and what Redis remembers.
///
/// Each finding is one sentence; none means that everything was as promised.
struct ChaosVerdict {
    let calls: [ChaosCall]
    let record: ChaosWitness.Record
    /// When Docker told of a restart, in nanoseconds since 1970, by container, oldest first.
    let restarts: [String: [Int64]]
    /// Containers by their id, for messages.
    let names: [String: String]
    /// Those whose restart takes long by design.
    let slow: Set<String>

    /// The clocks are those of one machine; shared time may be a little off.
    private static let slackMicroseconds: Int64 = 100_000

    /// One intent with the instant of its ledger entry, in microseconds since 1970.
    private struct Entry {
        let id: String
        let at: Int64
        /// All but the last part of the id.
        var episode: Substring { id[..<(id.lastIndex(of: "/") ?? id.endIndex)] }
    }

    func findings() -> [String] {
        names.keys.sorted().flatMap { container in
            actionsPerIntent(container) + cooldowns(container) + budgets(container) + dockerAgrees(container)
        } + actors() + strangers()
    }

    /// The ledger of a container, oldest first.
    private func ledger(_ container: String) -> [Entry] {
        let key = record.ledgerKeys[container] ?? ""
        return (record.ledgers[key] ?? [:]).map { Entry(id: $0.key, at: $0.value) }.sorted { $0.at < $1.at }
    }

    /// The intent a call was made for: the last one written before it.
    private func intent(of call: ChaosCall, in ledger: [Entry]) -> Entry? {
        ledger.last { $0.at <= call.at / 1_000 + Self.slackMicroseconds }
    }

    /// At most one action for each intent, none without one, and each by the holder of the intent's epoch.
    private func actionsPerIntent(_ container: String) -> [String] {
        let ledger = ledger(container)
        var used: [String: ChaosCall] = [:]
        var findings: [String] = []
        for call in calls where call.container == container {
            let what = "\(call.replica) asked host \(call.host) for \(call.path) at \(call.at)"
            guard let intent = intent(of: call, in: ledger) else {
                findings.append("\(what) without an intent")
                continue
            }
            if let other = used[intent.id] {
                findings.append("\(what) for intent \(intent.id), as \(other.replica) had at \(other.at)")
            }
            used[intent.id] = call
            guard let epoch = record.intents[intent.id]?.epoch else {
                findings.append("\(what) for intent \(intent.id), which no episode ever showed")
                continue
            }
            let holders = record.holders[call.host]?[epoch] ?? []
            if holders != [call.replica] {
                findings.append("\(what) in epoch \(epoch), which belongs to \(holders.sorted())")
            }
        }
        return findings
    }

    /// Never two actors on a host: epochs only grow, and another replica acts only in a later one.
    private func actors() -> [String] {
        ChaosHost.names.flatMap { host -> [String] in
            var last: (epoch: Int64, call: ChaosCall)?
            var findings: [String] = []
            for call in calls where call.host == host && names[call.container] != nil {
                guard let intent = intent(of: call, in: ledger(call.container)),
                    let epoch = record.intents[intent.id]?.epoch
                else { continue }
                if let last, epoch < last.epoch || (epoch == last.epoch && call.replica != last.call.replica) {
                    findings.append(
                        "two actors on host \(host): \(last.call.replica) in epoch \(last.epoch) at \(last.call.at), then "
                            + "\(call.replica) in epoch \(epoch) at \(call.at)"
                    )
                }
                last = (epoch, call)
            }
            return findings
        }
    }

    /// Nothing was ever asked of Docker that no policy lists, or about a container that is not ours.
    private func strangers() -> [String] {
        calls.filter { names[$0.container] == nil || !$0.path.hasSuffix("/restart") }.map {
            "\($0.replica) asked host \($0.host) for \($0.method) \($0.path)"
        }
    }

    /// The first action of an episode comes no sooner after the last action of the one before than proof and cooldown take.
    private func cooldowns(_ container: String) -> [String] {
        let ledger = ledger(container)
        let restarts = restarts[container] ?? []
        return zip(ledger, ledger.dropFirst()).compactMap { earlier, later in
            guard earlier.episode != later.episode else { return nil }
            // When Docker was done with it, if it did it at all.
            let done = restarts.first { $0 / 1_000 >= earlier.at && $0 / 1_000 < later.at }
            guard let done else { return nil }
            let least = Int64(ChaosPolicy.cooldown + ChaosPolicy.stableFor) * 1_000_000 - Self.slackMicroseconds
            let gap = later.at - done / 1_000
            guard gap < least else { return nil }
            return "\(name(container)): an action \(gap / 1_000) ms after the episode before (\(later.id))"
        }
    }

    /// No window holds more actions than the budget: not in the ledger, and not in Docker's own log.
    private func budgets(_ container: String) -> [String] {
        let window = Int64(ChaosPolicy.budgetWithin) * 1_000_000
        let intents = ledger(container).map(\.at)
        // Docker's word comes when it is done; a moment more or less after the intent.
        let told = slow.contains(container) ? [] : (restarts[container] ?? []).map { $0 / 1_000 }
        return crowded(intents, window: window - 1).map { "\(name(container)): the ledger has \($0)" }
            + crowded(told, window: window - 2_000_000).map { "\(name(container)): Docker tells of \($0)" }
    }

    private func crowded(_ times: [Int64], window: Int64) -> [String] {
        times.indices.compactMap { index in
            let count = times[index...].count { $0 < times[index] + window }
            return count <= ChaosPolicy.budgetActions
                ? nil : "\(count) actions within \(window / 1_000) ms from \(times[index]) on"
        }
    }

    /// Docker restarted it no more often than it was asked to, and each time after it was asked.
    private func dockerAgrees(_ container: String) -> [String] {
        var open = calls.filter { $0.container == container }
        return (restarts[container] ?? []).compactMap { time in
            guard let asked = open.firstIndex(where: { $0.at <= time }) else {
                return "\(name(container)): Docker tells of a restart at \(time) that nobody asked for"
            }
            open.remove(at: asked)
            return nil
        }
    }

    private func name(_ container: String) -> String { names[container] ?? container }
}
