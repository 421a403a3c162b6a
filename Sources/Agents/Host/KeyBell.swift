import HemoStatCore
import Synchronization

/// Puts containers on the work queue of whoever leads their host now; silent while nobody here does.
package final class KeyBell: Sendable {
    private let queue = Mutex<(@Sendable (ContainerKey) -> Void)?>(nil)

    init() {}

    func connect(_ enqueue: @escaping @Sendable (ContainerKey) -> Void) { queue.withLock { $0 = enqueue } }

    func disconnect() { queue.withLock { $0 = nil } }

    func ring(_ key: ContainerKey) { queue.withLock { $0 }?(key) }
}
