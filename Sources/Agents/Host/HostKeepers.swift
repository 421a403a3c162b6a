import ReconcilerKit
package import SharedState
import Synchronization

/// The leases this replica contends for, and the hosts whose engines answer it.
package final class HostKeepers: Sendable {
    private let keepers = Mutex<[String: LeaseKeeper]>([:])

    package init() {}

    /// The hosts that can be worked for from here, sorted.
    package var hosts: [String] { keepers.withLock { $0.keys.sorted() } }

    func put(_ keeper: LeaseKeeper, host: String) { keepers.withLock { $0[host] = keeper } }

    func remove(_ host: String) { keepers.withLock { _ = $0.removeValue(forKey: host) } }

    /// Redis is another one than before: whoever holds a lease has lost it.
    func storeChanged() {
        for keeper in keepers.withLock({ Array($0.values) }) { keeper.storeChanged() }
    }

    /// A lease was given back somewhere, or, with nil, some may have been.
    package func heard(_ release: LeaseRelease?) {
        for keeper in keepers.withLock({ Array($0.values) }) {
            guard let release else {
                keeper.contendNow()
                continue
            }
            if keeper.name == release.lease { keeper.contend(releasedBy: release.holder) }
        }
    }
}
