/// What one gate said, and from which values.
package struct GateResult: Sendable, Equatable {
    package var gate: GateName
    /// Nil: let through.
    package var denial: Denial?
    package var inputs: [String: String]

    package static func allow(_ gate: GateName, inputs: [String: String] = [:]) -> GateResult {
        GateResult(gate: gate, denial: nil, inputs: inputs)
    }

    package static func deny(
        _ gate: GateName,
        reason: String? = nil,
        _ message: String,
        nextEligible: Timestamp? = nil,
        inputs: [String: String] = [:]
    ) -> GateResult {
        let denial = Denial(reason: reason ?? gate.rawValue, message: message, nextEligible: nextEligible)
        return GateResult(gate: gate, denial: denial, inputs: inputs)
    }

    package struct Denial: Sendable, Equatable {
        /// A gate's name, or a finer code of it (`IntentUnknown`).
        package var reason: String
        package var message: String
        /// When time alone may change the answer.
        package var nextEligible: Timestamp?
    }
}
