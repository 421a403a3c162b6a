import Glibc
import Synchronization

/// A gate that threads of a proxy wait at until it is opened.
final class Gate: Sendable {
    private let opened = Atomic(false)

    var isOpen: Bool { opened.load(ordering: .acquiring) }

    func open() { opened.store(true, ordering: .releasing) }

    /// Blocks the calling thread, which must be its connection's own.
    func waitUntilOpen() {
        while !isOpen { usleep(2_000) }
    }
}
