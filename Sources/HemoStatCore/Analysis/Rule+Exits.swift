extension Rule {
    /// The kernel killed it: a fresh process starts with fresh memory.
    static let outOfMemory = Rule(name: "OutOfMemory") { input in
        guard input.episode.exitCause(of: input.container) == .oomKilled else { return nil }
        return Conclusion(
            cause: "the kernel killed it for exceeding its memory limit (exit code \(input.container.exitCode))",
            confidence: 0.9
        )
    }

    /// Docker has restarted it again and again: one more start is a weak remedy, and says so.
    static let crashLoop = Rule(name: "CrashLoop") { input in
        let container = input.container
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
