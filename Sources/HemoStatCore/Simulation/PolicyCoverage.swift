/// Which parts of policies did something in tests: expectations that fired, steps that acted, gates that denied.
package struct PolicyCoverage: Sendable, Equatable {
    private struct Part<Name: Hashable & Sendable>: Hashable, Sendable {
        let policy: String
        let name: Name
    }

    private var fired: Set<Part<String>> = []
    private var acted: Set<Part<Int>> = []
    private var denied: Set<Part<GateName>> = []

    package init() {}

    mutating func sawFiring(_ expectation: String, of policy: String) {
        fired.insert(Part(policy: policy, name: expectation))
    }

    mutating func sawAction(step: Int, of policy: String) { acted.insert(Part(policy: policy, name: step)) }

    mutating func sawDenial(by gate: GateName, of policy: String) { denied.insert(Part(policy: policy, name: gate)) }

    /// Whether an expectation of a policy ever fired.
    package func hasFired(_ expectation: String, of policy: String) -> Bool {
        fired.contains(Part(policy: policy, name: expectation))
    }

    /// Whether a step, counted from 0, ever acted.
    package func hasActed(step: Int, of policy: String) -> Bool { acted.contains(Part(policy: policy, name: step)) }

    /// Whether a gate ever denied a policy an action.
    package func hasDenied(_ gate: GateName, of policy: String) -> Bool {
        denied.contains(Part(policy: policy, name: gate))
    }

    /// Adds what other tests exercised.
    package mutating func formUnion(_ other: PolicyCoverage) {
        fired.formUnion(other.fired)
        acted.formUnion(other.acted)
        denied.formUnion(other.denied)
    }
}
