import TestSupport

/// How one script call of a healing goes wrong.
struct ScriptFault: Sendable, Hashable, CustomStringConvertible {
    enum Kind: String, CaseIterable, Sendable {
        /// Redis answers with an error and has done nothing.
        case refused
        /// The connection breaks before Redis gets it.
        case lost
        /// Redis has run it; the connection breaks before the answer.
        case unanswered
    }

    /// Which call it is.
    enum Target: Sendable, Hashable, CustomStringConvertible {
        /// By its place since the container failed, counted from 1; renewals of leases count, and come when they come.
        case number(Int)
        /// The first that writes the episode in this phase, whatever came between.
        case phase(String)

        var description: String {
            switch self {
            case .number(let number): "script call \(number)"
            case .phase(let phase): "the write of \(phase)"
            }
        }
    }

    /// The phases a healing passes, in their order.
    static let phases = ["Firing", "Diagnosed", "Remediating", "Verifying", "Resolved"]

    let kind: Kind
    let target: Target

    var description: String { "\(target) \(kind.rawValue)" }

    /// Whether it is meant for this call, the so-manieth.
    func strikes(_ call: RedisCall, number: Int) -> Bool {
        switch target {
        case .number(let wanted): number == wanted
        case .phase(let phase): call.mentions("\"phase\":\"\(phase)\"")
        }
    }
}
