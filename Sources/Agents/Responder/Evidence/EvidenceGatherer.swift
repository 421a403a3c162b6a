import DockerEngine
import HemoStatCore

/// Gathers what is known of a container before an action, all at once and within a second.
///
/// What does not come in time, or not at all, is marked missing and never awaited beyond it.
struct EvidenceGatherer: Sendable {
    let link: HostLink

    private static let patience = Duration.seconds(1)
    private static let logLines = 200
    private static let logBytes = 32 << 10
    private static let names = 64

    private enum Answer: Sendable {
        case reading(ContainerReading)
        case log(LogTail)
        case failed
        case timeIsUp
    }

    func gather(
        _ intent: Intent,
        _ target: ContainerObservation
    ) async -> (evidence: ActionEvidence, redactor: Redactor) {
        let answers = await answers(intent.containerID)
        var evidence = ActionEvidence(
            intent: intent.id,
            action: intent.action.keyword,
            host: link.host,
            container: intent.containerID,
            name: target.name,
            at: link.now(),
            metrics: target.sample
        )
        var reading: ContainerReading?
        var log: LogTail?
        for answer in answers {
            switch answer {
            case .reading(let value): reading = value
            case .log(let value): log = value
            case .failed, .timeIsUp: break
            }
        }
        let redactor = reading?.environment.map { Redactor(environment: $0) } ?? Redactor()
        evidence.facts = reading.map { Self.facts($0.inspection, redactor) }
        evidence.facts?.cpuLimitCores = target.cpuLimitCores
        // Its own secrets are not known: then no line of its own is kept.
        if reading != nil { evidence.log = log.map { Self.lines($0, redactor) } }
        evidence.missing = [
            evidence.facts == nil ? .facts : nil, evidence.log == nil ? .log : nil,
            evidence.metrics == nil ? .metrics : nil, reading?.environment == nil ? .environment : nil,
        ].compactMap(\.self)
        return (evidence, redactor)
    }

    private func answers(_ id: String) async -> [Answer] {
        let (docker, clock) = (link.docker, link.clock)
        return await withTaskGroup(of: Answer.self) { group in
            group.addTask { (try? await ContainerReading.of(id, docker)).map { .reading($0) } ?? .failed }
            group.addTask {
                let tail = try? await docker.logTail(id, lines: Self.logLines, maximumBytes: Self.logBytes)
                return tail.map { .log($0) } ?? .failed
            }
            group.addTask {
                try? await clock.sleep(for: Self.patience)
                return .timeIsUp
            }
            var answers: [Answer] = []
            for await answer in group {
                if case .timeIsUp = answer { break }
                answers.append(answer)
                if answers.count == 2 { break }
            }
            group.cancelAll()
            return answers
        }
    }

    /// Text of a container or a command, bounded by its reader, without what steers terminals and without secrets.
    static func lines(_ tail: LogTail, _ redactor: Redactor) -> ActionEvidence.Lines {
        let lines = redactor.redact(lines: tail.lines.map { TerminalText.plain($0.text) })
        return ActionEvidence.Lines(lines: lines, isTruncated: tail.isTruncated)
    }

    private static func facts(_ inspection: ContainerInspection, _ redactor: Redactor) -> ActionEvidence.Facts {
        let (state, host) = (inspection.state, inspection.hostConfig)
        var facts = ActionEvidence.Facts()
        facts.image = inspection.config.image
        facts.imageID = inspection.imageID
        facts.status = state.statusText
        facts.health = state.health?.status?.rawValue ?? "none"
        facts.failingStreak = state.health?.failingStreak ?? 0
        facts.lastCheck = state.health?.lastCheck.map { check in
            let output = redactor.redact(TerminalText.plain(check.output))
            return ActionEvidence.HealthRun(endedAt: check.endedAt, exitCode: check.exitCode, output: output)
        }
        facts.exitCode = state.exitCode
        facts.oomKilled = state.isOOMKilled
        facts.restartCount = inspection.restartCount
        facts.restartPolicy = host.restartPolicy.name
        facts.startedAt = state.startedAt
        facts.finishedAt = state.finishedAt
        facts.error = redactor.redact(state.error)
        facts.memoryLimit = host.memoryBytes
        facts.networkMode = host.networkMode
        facts.networks = listed(inspection.networks.map(\.name))
        facts.volumes = listed(inspection.mounts.map(\.name).filter { !$0.isEmpty })
        facts.labels = listed(inspection.config.labels.keys)
        return facts
    }

    private static func listed(_ names: some Sequence<String>) -> [String] {
        Array(names.sorted().prefix(Self.names)).map { String($0.prefix(256)) }
    }
}
