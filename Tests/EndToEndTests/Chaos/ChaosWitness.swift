import Synchronization
import TestSupport

/// Watches Redis from outside: who held which lease in which epoch, every intent, and how every episode stands.
///
/// It asks both nodes many times a second, and decodes only what has changed.
final class ChaosWitness: Sendable {
    struct Intent: Sendable {
        let id: String
        let episode: String
        let container: String
        let epoch: Int64
    }

    struct Episode: Sendable {
        let id: String
        let container: String
        let phase: String
        let reason: String?
    }

    struct Record: Sendable {
        /// By host, by epoch.
        var holders: [String: [Int64: Set<String>]] = [:]
        /// By id.
        var intents: [String: Intent] = [:]
        /// As each node has them, by its socket, then by the container's id.
        ///
        /// What a primary had and its replica had not is gone after a failover, so that nodes are not to be mixed.
        var episodes: [String: [String: Episode]] = [:]
        /// Who leads now, by host.
        var leaders: [String: String] = [:]
        /// By ledger key, the entries: an intent's id and its time in microseconds.
        var ledgers: [String: [String: Int64]] = [:]
        /// The ledger key of each container, by its id.
        var ledgerKeys: [String: String] = [:]
        /// What of each container of each node was last decoded.
        fileprivate var revisions: [String: String] = [:]
    }

    private let record = Mutex(Record())
    private let poller = Mutex<Poller?>(nil)
    private let nodes: [RedisProbe]

    /// - Throws: `SystemError`.
    init(sockets: [String]) throws {
        nodes = sockets.map { RedisProbe(socketPath: $0) }
        let turn = Mutex(0)
        let started = try Poller(every: .milliseconds(40)) { [weak self] in
            guard let self else { return }
            let isFull = turn.withLock { turn in
                turn += 1
                return turn.isMultiple(of: 4)
            }
            for node in nodes { look(at: node, fully: isFull) }
        }
        poller.withLock { $0 = started }
    }

    var seen: Record { record.withLock { $0 } }

    func close() { poller.withLock { $0 }?.close() }

    /// Takes what one node has to say; a node that does not answer says nothing.
    private func look(at node: RedisProbe, fully: Bool) {
        for host in ChaosHost.names {
            guard let lease = try? node.ask("HMGET", "hemostat:lease:host:\(host)", "holder", "epoch").list else {
                return
            }
            if lease.count == 2, let holder = lease[0].string, let epoch = lease[1].string.flatMap({ Int64($0) }) {
                record.withLock { record in
                    record.holders[host, default: [:]][epoch, default: []].insert(holder)
                    if epoch >= record.holders[host]?.keys.max() ?? 0 { record.leaders[host] = holder }
                }
            }
            if fully { look(atEpisodesOf: host, node) }
        }
    }

    private func look(atEpisodesOf host: String, _ node: RedisProbe) {
        guard let stored = try? node.ask("HGETALL", "hemostat:episodes:\(host)") else { return }
        for (container, value) in stored.pairs {
            let parts = value.split(separator: "\n", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let mark = "\(node.socketPath) \(parts[0])"
            guard record.withLock({ $0.revisions.updateValue(mark, forKey: container + node.socketPath) }) != mark,
                let json = try? JSON(text: parts[1])
            else { continue }
            take(json, container: container, host: host, node)
        }
    }

    private func take(_ json: JSON, container: String, host: String, _ node: RedisProbe) {
        let episode = Episode(
            id: json["id"]?.string ?? "",
            container: container,
            phase: json["phase"]?.string ?? "",
            reason: json["reason"]?.string
        )
        let intents = (json["intents"]?.array ?? []).map {
            Intent(
                id: $0["id"]?.string ?? "",
                episode: episode.id,
                container: container,
                epoch: Int64($0["epoch"]?.number ?? 0)
            )
        }
        let key = "hemostat:ledger:\(host):\(json["ledgerKey"]?.string ?? "")"
        let ledger = (try? node.ask("ZRANGE", key, "0", "-1", "WITHSCORES"))?.pairs ?? []
        record.withLock { record in
            for intent in intents { record.intents[intent.id] = intent }
            record.ledgerKeys[container] = key
            for (id, score) in ledger { record.ledgers[key, default: [:]][id] = Double(score).map { Int64($0) } ?? 0 }
            record.episodes[node.socketPath, default: [:]][container] = episode
        }
    }
}
