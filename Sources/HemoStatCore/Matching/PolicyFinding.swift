/// Something about a policy and containers that people should know though nothing diverges, and how often it is so.
package struct PolicyFinding: Sendable, Equatable, Codable {
    package var policy: String
    package var expectation: String
    package var kind: Kind
    /// Of `Overridden`: the policy whose expectation is in force instead.
    package var winner: String?
    package var containers: Int

    package init(policy: String, expectation: String, kind: Kind, winner: String? = nil, containers: Int) {
        self.policy = policy
        self.expectation = expectation
        self.kind = kind
        self.winner = winner
        self.containers = containers
    }

    /// The conditions' types.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case overridden = "Overridden"
        case noHealthcheck = "NoHealthcheck"
        case probeUnreachable = "ProbeUnreachable"
        case patternLimit = "PatternLimit"
        case networkLost = "NetworkLost"

        fileprivate init?(_ reason: CheckResult.UnknownReason) {
            switch reason {
            case .noHealthcheck: self = .noHealthcheck
            case .probeUnreachable: self = .probeUnreachable
            case .patternLimit: self = .patternLimit
            case .networkLost: self = .networkLost
            default: return nil
            }
        }
    }

    /// Counts what is found on each container of a host, in an order that does not change by itself.
    package static func count(
        _ containers: [(resolved: ResolvedPolicy, evaluated: [EvaluatedExpectation])]
    ) -> [PolicyFinding] {
        var counts: [[String]: PolicyFinding] = [:]
        func add(_ policy: String, _ expectation: String, _ kind: Kind, _ winner: String? = nil) {
            let key = [policy, kind.rawValue, expectation, winner ?? ""]
            let none = PolicyFinding(
                policy: policy,
                expectation: expectation,
                kind: kind,
                winner: winner,
                containers: 0
            )
            counts[key, default: none].containers += 1
        }
        for container in containers {
            for lost in container.resolved.overridden { add(lost.policy, lost.expectation, .overridden, lost.winner) }
            for evaluated in container.evaluated {
                guard let reason = evaluated.unknownReason, let kind = Kind(reason) else { continue }
                add(evaluated.bound.policy, evaluated.bound.expectation.name, kind)
            }
        }
        return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    /// One condition a kind, naming what it is about.
    package static func conditions(_ findings: [PolicyFinding]) -> [Condition] {
        Kind.allCases.compactMap { kind in
            let found = findings.filter { $0.kind == kind }
            guard let first = found.first else { return nil }
            let reason = kind == .overridden ? "StrongerPolicy" : kind.rawValue
            let message = found.map(\.words).joined(separator: "; ")
            return Condition(kind.rawValue, .yes, reason: reason, message: first.lead + message)
        }
    }

    private var lead: String {
        switch kind {
        case .overridden: ""
        case .noHealthcheck: "no HEALTHCHECK, so nothing is known of "
        case .probeUnreachable: "no probe gets through to "
        case .patternLimit: "a pattern gave up on a line of "
        case .networkLost: "a container has lost the network it shares, and no step can bring it back: "
        }
    }

    private var words: String {
        let count = "\(containers) container\(containers == 1 ? "" : "s")"
        return switch kind {
        case .overridden: "\(expectation) by policy \(winner ?? "") on \(count)"
        default: "\(expectation) on \(count)"
        }
    }
}
