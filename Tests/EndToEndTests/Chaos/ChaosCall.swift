import TestSupport

/// A request that changes something at a Docker host, as a replica's proxy saw it.
struct ChaosCall: Sendable {
    let replica: String
    let host: String
    let method: String
    let path: String
    /// Nanoseconds since 1970.
    let at: Int64

    /// The container it is about; empty when it is about none.
    var container: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 && parts[0] == "containers" ? String(parts[1]) : ""
    }

    /// Everything that asked Docker for more than an answer, oldest first.
    static func all(_ replicas: [ChaosReplica]) -> [ChaosCall] {
        let calls = replicas.flatMap { replica in
            zip(ChaosHost.names, replica.proxies).flatMap { host, proxy in
                proxy.requests.filter { $0.method != "GET" && $0.method != "HEAD" }.map {
                    ChaosCall(
                        replica: replica.identity,
                        host: host,
                        method: $0.method,
                        path: $0.path,
                        at: $0.arrival.wallNanoseconds
                    )
                }
            }
        }
        return calls.sorted { $0.at < $1.at }
    }
}
