import Synchronization

/// Alerts that were delivered while Redis could not take note of it: not to be delivered again when it can.
///
/// Holds no more than wait in the stream.
final class UnrecordedAlerts: Sendable {
    private let identities = Mutex<Set<String>>([])

    func contains(_ identity: String) -> Bool { identities.withLock { $0.contains(identity) } }

    func insert(_ identity: String) { identities.withLock { _ = $0.insert(identity) } }

    func remove(_ identity: String) { identities.withLock { _ = $0.remove(identity) } }
}
