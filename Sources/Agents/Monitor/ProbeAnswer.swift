import HemoStatCore

/// What one attempt of a probe found.
struct ProbeAnswer: Sendable, Equatable {
    var kind: ProbeObservation.Answer
    /// In a few words, without anything the other side sent but numbers.
    var message: String

    static let passed = ProbeAnswer(kind: .passed, message: "passed")
    static func failed(_ message: String) -> ProbeAnswer { ProbeAnswer(kind: .failed, message: message) }
    static func unreachable(_ message: String) -> ProbeAnswer { ProbeAnswer(kind: .unreachable, message: message) }
}
