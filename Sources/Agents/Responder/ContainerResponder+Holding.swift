import HemoStatCore
import SharedState

// A gate said no.

extension ContainerResponder {
    /// Writes the denial, and publishes it when another gate denies than before.
    func hold(_ judgement: Judgement, _ entry: StreamEntry) async throws -> GuardedWrite.Result {
        guard let denial = judgement.verdict.denial, let lease = link.lease() else { return .fenced }
        let (read, step) = (judgement.read, judgement.step)
        var episode = read
        let isNews = episode.hold(judgement.verdict, judgement.input)
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        var denied: AuditRecord?
        if isNews {
            denied = record(
                episode,
                action: step.action,
                outcome: "denied",
                message: denial.message,
                policy: step.policy
            )
            denied?.gate = denial.reason
            denied?.step = step.index
            let event = RemediationComplete(
                episode,
                action: step.action.keyword,
                policy: step.policy.name,
                result: RemediationComplete.Result(denial),
                dryRun: denial.reason == GateName.dryRun.rawValue,
                epoch: lease.epoch
            )
            try add(event, episode, to: &change.commands, audit: RedisKeys.denials(episode.publicName))
            try add(CircuitBreakerState(judgement), episode, to: &change.commands)
        }
        return try await conclude(change, episode, read, entry, telling: denied, of: .denials)
    }

    /// Shows other tools how the container's circuit breaker stands; the truth is in the ledger.
    func add(_ state: CircuitBreakerState, _ episode: Episode, to write: inout GuardedWrite) throws {
        let key = RedisKeys.state("circuit_breaker:\(episode.publicName)")
        write.add("SET", key, try StateJSON.encode(state), "EX", CircuitBreakerState.seconds)
    }
}
