import DockerEngine
import HemoStatCore

/// Gives a container other limits while it runs.
struct ResourcesDeed: ActionDeed {
    let spec: RemediationAction.ResourcesSpec

    /// An older sample tells nothing of what is in use now: then the engine decides.
    private static let freshness = PolicyDuration.seconds(10)

    func perform(_ run: ActionRun) async throws(ActionStop) -> ActionReport {
        if let reason = refusal(run.target, now: run.link.now()) { throw .refused(reason) }
        try await run.recheck()
        let warnings = try await run.send { () async throws(DockerError) in
            try await run.docker.updateContainer(
                run.id,
                memoryBytes: spec.memory?.bytes,
                nanoCPUs: spec.nanoCPUs,
                timeout: DockerAction.margin
            )
        }
        let text = run.redacted(warnings.joined(separator: "; "))
        return ActionReport(.succeeded, details: text.isEmpty ? nil : "docker warns: \(text)")
    }

    /// Less memory than it uses would have the kernel kill in it.
    private func refusal(_ target: ContainerObservation, now: Timestamp) -> String? {
        guard let memory = spec.memory, target.status == .running, let sample = target.sample,
            now.elapsed(since: sample.at) <= Self.freshness, sample.memoryUsage >= memory.bytes
        else { return nil }
        return "it uses \(ByteQuantity(bytes: sample.memoryUsage)) of memory; with \(memory) it would be killed"
    }
}

extension RemediationAction.ResourcesSpec {
    /// Billionths of a CPU.
    var nanoCPUs: Int64? { cpus.flatMap { Int64(exactly: ($0 * 1e9).rounded()) } }
}
