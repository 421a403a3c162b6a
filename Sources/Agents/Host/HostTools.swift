package import CurlTransport
package import HemoStatCore
package import Logging
package import ReconcilerKit
package import SharedState

/// What the work for any Docker host needs, and shares with that for the others.
package struct HostTools: Sendable {
    package var transport: CurlTransport
    package var catalog: PolicyCatalog
    package var redis: RedisClient
    package var calls: MutatingCalls
    package var directory: HostDirectory
    /// This replica's name among others.
    package var identity: String
    package var timing: LeaseTiming
    /// Who else lives, and which leases belong with whom.
    package var membership: Membership
    package var keepers: HostKeepers
    /// Between two re-lists while the event stream lives.
    package var resyncEvery: Duration
    package var modeCap: RemediationMode
    /// Whether the operator itself runs in a container.
    package var isInContainer: Bool
    package var now: @Sendable () -> Timestamp
    package var clock: any Clock<Duration>
    package var logger: Logger

    package init(
        transport: CurlTransport,
        catalog: PolicyCatalog,
        redis: RedisClient,
        calls: MutatingCalls,
        directory: HostDirectory,
        identity: String,
        version: String,
        timing: LeaseTiming = LeaseTiming(),
        resyncEvery: Duration,
        roles: [String]? = nil,
        modeCap: RemediationMode = .enforce,
        isInContainer: Bool = false,
        now: @escaping @Sendable () -> Timestamp,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.transport = transport
        self.catalog = catalog
        self.redis = redis
        self.calls = calls
        self.directory = directory
        self.identity = identity
        self.timing = timing
        let keepers = HostKeepers()
        let since = now().microseconds
        self.keepers = keepers
        membership = Membership(redis: redis, timing: timing, clock: clock) {
            Member(identity: identity, version: version, since: since, hosts: keepers.hosts, roles: roles)
        }
        self.resyncEvery = resyncEvery
        self.modeCap = modeCap
        self.isInContainer = isInContainer
        self.now = now
        self.clock = clock
        self.logger = logger
    }
}
