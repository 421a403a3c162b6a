extension Rule {
    /// Everything is met again by the time it is looked at.
    static let recovered = Rule(name: "Recovered") { input in
        let open = Set(input.episode.records.filter(\.hasFired).map(\.expectation))
        let relevant = input.evaluated.filter { open.contains($0.bound.expectation.name) }
        guard !relevant.isEmpty, relevant.allSatisfy(\.isMet) else { return nil }
        return Conclusion(
            verdict: .falseAlarm,
            cause: "every expectation is met again: it recovered by itself",
            confidence: 0.8
        )
    }

    /// Unhealthy and out of resources at once: the one explains the other.
    static let exhausted = Rule(name: "ResourcesExhausted") { input in
        guard input.openRecord(of: "health") != nil else { return nil }
        let strained = ["memory", "cpu"].compactMap(input.openRecord)
        guard let first = strained.first else { return nil }
        return Conclusion(
            cause: "its health check fails while \(first.check) is at \(first.measurement.actual) %",
            confidence: 0.95
        )
    }

    static let unhealthy = Rule(name: "Unhealthy") { input in
        guard input.openRecord(of: "health") != nil else { return nil }
        return Conclusion(cause: "its own health check reports it unhealthy", confidence: 0.8)
    }

    /// Its own output says what the policy takes for trouble.
    static let loggedTrouble = Rule(name: "LoggedTrouble") { input in
        guard let record = input.openRecord(of: "logs") else { return nil }
        return Conclusion(cause: "its output \(record.measurement.actual)", confidence: 0.75)
    }

    /// The policy said that this is not healthy, and nothing contradicts it.
    static let declared = Rule(name: "Declared") { input in
        let checks = ["state", "exitCode", "oomKilled", "http", "tcp", "exec"]
        guard let record = checks.lazy.compactMap(input.openRecord).first else { return nil }
        let measured = record.measurement
        return Conclusion(
            cause: "\(record.check) is \(measured.actual) where the policy wants \(measured.threshold)",
            confidence: 0.75
        )
    }
}
