import TestSupport

/// The flags of an operator that is one of several replicas.
enum ReplicaFlags {
    /// Short, so that a test need not wait long for one to end.
    static let leaseMilliseconds = 1_500
    static let lease = Duration.milliseconds(leaseMilliseconds)

    /// For a replica that reaches these hosts, each by its own way; the first is its local engine.
    static func words(identity: String, redis: String, hosts: [(name: String, endpoint: String)]) -> [String] {
        var words = ["--identity", identity, "--redis", redis, "--lease", "\(leaseMilliseconds)ms"]
        for (index, host) in hosts.enumerated() {
            words +=
                index == 0
                ? ["--docker", host.endpoint, "--host-name", host.name]
                : ["--docker-host", "\(host.name)=\(host.endpoint)"]
        }
        return words
    }
}
