import Synchronization

/// Whether what matters must have reached a replica before it counts: one answer for all connections of a client.
///
/// Once yes, it stays yes for the client's life: a replica that is gone looks the same whether it was removed or this
/// server is the primary that the rest has given up.
final class ReplicationDemand: Sendable {
    private let value: Atomic<Bool>

    init(_ isRequired: Bool) { value = Atomic(isRequired) }

    var isRequired: Bool { value.load(ordering: .relaxed) }

    func require() { value.store(true, ordering: .relaxed) }
}
