import HemoStatCore

@testable import SharedState
@testable import TestSupport

/// Somebody else who writes episodes, from where nothing can be awaited.
struct RedisWriter: Sendable {
    var socketPath: String

    /// Writes the container's episode as it is, one revision on, with a mark to know it by.
    func bumpRevision() {
        guard let stored = ask(["HGET", RedisKeys.episodes(host: "default"), Given.id]),
            var episode = EpisodeStore.decode(stored)
        else { return }
        episode.revision += 1
        episode.attempts["others"] = 1
        guard let bytes = try? EpisodeStore.encode(episode) else { return }
        _ = ask(["HSET", RedisKeys.episodes(host: "default"), Given.id, String(decoding: bytes, as: UTF8.self)])
    }

    /// Sends one command and returns what follows its reply's first line.
    private func ask(_ words: [String]) -> [UInt8]? {
        guard let socket = try? Socket.connect(toUnixPath: socketPath) else { return nil }
        let command = "*\(words.count)\r\n" + words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
        socket.write(Array(command.utf8))
        var reply: [UInt8] = []
        repeat {
            let more = socket.read()
            if more.isEmpty { return nil }
            reply += more
        } while !isWhole(reply)
        guard reply.first == UInt8(ascii: "$"), let end = reply.firstIndex(of: 10) else { return [] }
        return Array(reply[(end + 1)...].dropLast(2))
    }

    private func isWhole(_ reply: [UInt8]) -> Bool {
        guard let end = reply.firstIndex(of: 10) else { return false }
        guard reply[0] == UInt8(ascii: "$") else { return true }
        let length = Int(String(decoding: reply[1..<(end - 1)], as: UTF8.self)) ?? 0
        return reply.count >= end + 1 + length + 2
    }
}
