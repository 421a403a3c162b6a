/// What a replica tells the others of itself.
package struct Member: Sendable, Equatable, Codable {
    /// The name under which it holds leases.
    package var identity: String
    package var version: String
    /// Microseconds of shared time at which it began.
    package var since: Int64
    /// The Docker hosts whose engines answer it.
    package var hosts: [String]
    /// What it does (`--roles`); nil for everything.
    package var roles: [String]?

    package init(identity: String, version: String, since: Int64, hosts: [String], roles: [String]? = nil) {
        self.identity = identity
        self.version = version
        self.since = since
        self.hosts = hosts
        self.roles = roles
    }
}
