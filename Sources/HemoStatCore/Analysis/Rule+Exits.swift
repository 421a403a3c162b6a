extension Rule {
    /// The kernel killed it: a fresh process starts with fresh memory.
    static let outOfMemory = Rule(name: "OutOfMemory") { input in
        guard input.episode.exitCause(of: input.container) == .oomKilled else { return nil }
        return Conclusion(
            cause: "the kernel killed it for exceeding its memory limit (exit code \(input.container.exitCode))",
            confidence: 0.9
        )
    }

    /// Docker's restart policy was quicker: the kill is news, another restart no remedy.
    static let broughtBack = Rule(name: "BroughtBack") { input in
        guard input.openRecord(of: "oomKilled") != nil, input.episode.openRecords.count == 1,
            input.container.status == .running, let oomAt = input.container.oomAt,
            let startedAt = input.container.startedAt, oomAt < startedAt
        else { return nil }
        return Conclusion(
            verdict: .falseAlarm,
            cause: "the kernel killed it for exceeding its memory limit, and docker has started it again",
            confidence: 0.8
        )
    }

    /// Docker has restarted it again and again: one more start is a weak remedy, and says so.
    static let crashLoop = Rule(name: "CrashLoop") { input in
        let container = input.container
        if let record = input.openRecord(of: "restarts") {
            let measured = record.measurement
            return Conclusion(
                cause:
                    "it keeps ending: docker has started it again \(measured.actual) times where \(measured.threshold)"
                    + " are fine",
                confidence: 0.75
            )
        }
        guard container.isDown, container.restartCount >= 5, container.exitCode != 0 else { return nil }
        return Conclusion(
            cause:
                "it keeps crashing: exit code \(container.exitCode) after \(container.restartCount) restarts by Docker",
            confidence: 0.7
        )
    }

    static let crashed = Rule(name: "Crashed") { input in
        let container = input.container
        guard input.episode.exitCause(of: container) == .crashed, container.exitCode != 0 else { return nil }
        return Conclusion(cause: "its process ended with exit code \(container.exitCode)", confidence: 0.9)
    }
}
