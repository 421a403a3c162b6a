import HemoStatCore
import SharedState

/// Whom and what a stream's entry is about: enough for its reader to read the rest.
struct HandOver {
    var key: ContainerKey
    var episode: String
    private var given: ContainerObservation?
    private var received: [UInt8]?

    init(_ episode: Episode, observation: ContainerObservation? = nil) {
        key = episode.key
        self.episode = episode.id
        given = observation
    }

    /// What the Monitor saw, for an Analyzer on another replica; only there is it worth decoding.
    var observation: ContainerObservation? {
        given ?? received.flatMap { try? StateJSON.decode(ContainerObservation.self, from: $0) }
    }

    /// Nil for an entry that is not one of ours.
    init?(_ entry: StreamEntry) {
        guard let host = entry.text("host"), let id = entry.text("container_id"), let episode = entry.text("episode")
        else { return nil }
        key = ContainerKey(host: host, id: id)
        self.episode = episode
        received = entry.bytes("observation")
    }

    func add(to stream: String, event: [UInt8]? = nil, in write: inout GuardedWrite) throws {
        var command: [any RESPArgument] = [
            "XADD", stream, "MAXLEN", "~", 100_000, "*", "host", key.host, "container_id", key.id, "episode", episode,
        ]
        if let event { command += ["event", event] as [any RESPArgument] }
        if let observation { command += ["observation", try StateJSON.encode(observation)] as [any RESPArgument] }
        write.add(command)
    }
}
