/// What a connection's greeting told about the server at its other end: one life of one process.
///
/// Source: `INFO server` and `INFO replication`.
package struct RedisServerFacts: Sendable, Equatable {
    /// Names this life of the server's process; nil when it does not tell.
    package var runID: String?
    /// `master` or `slave`, as Redis says it; nil when it does not tell.
    var role: String?
    /// The primary that a replica follows.
    var upstream: String?
    /// Replicas that are in step: they have a port of their own, so a backup that reads along is none.
    var replicas = 0

    init() {}

    init(server: String, replication: String) {
        runID = Self.fields(server).first { $0.name == "run_id" }.map { String($0.value) }
        var upstream: (host: Substring, port: Substring) = ("", "")
        for (name, value) in Self.fields(replication) {
            switch name {
            case "role": role = String(value)
            case "master_host": upstream.host = value
            case "master_port": upstream.port = value
            default: if Self.isReplica(name, value) { replicas += 1 }
            }
        }
        if !upstream.host.isEmpty { self.upstream = "\(upstream.host):\(upstream.port)" }
    }

    /// How many replicas `INFO replication` lists.
    static func replicas(in replication: String) -> Int {
        RedisServerFacts(server: "", replication: replication).replicas
    }

    /// Whether a line is about a replica in step: `slave0:ip=127.0.0.1,port=6380,state=online,offset=14,lag=0`.
    private static func isReplica(_ name: Substring, _ value: Substring) -> Bool {
        guard name.hasPrefix("slave"), name.dropFirst(5).first?.isNumber == true else { return false }
        let facts = value.split(separator: ",")
        return facts.contains("state=online") && !facts.contains("port=0")
    }

    private static func fields(_ text: String) -> [(name: Substring, value: Substring)] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon], line[line.index(after: colon)...])
        }
    }
}
