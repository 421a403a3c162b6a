import HemoStatCore
import Logging
import SharedState

/// Keeps a host's incidents, and has people's answers acted upon, while the host's lease is held.
struct StormKeeper: Sendable {
    let link: HostLink
    let directory: HostDirectory

    private static let interval = Duration.milliseconds(500)
    /// From this many containers in trouble alerts wait to see whether it is one incident.
    private static let brewing = 3
    /// Outlives two rounds and a slow one.
    private static let brewingMilliseconds = 3000

    /// Works until cancelled.
    func run() async {
        var stored: [Incident]?
        while !Task.isCancelled {
            do {
                guard let known = stored else {
                    let known = try await IncidentStore(redis: link.redis).load(host: link.host)
                    link.book.put(known.filter(\.isRemembered))
                    stored = known
                    continue
                }
                stored = try await round(known)
            } catch {
                link.logger.debug("incidents not kept", metadata: .init([.error: "\(error)"]))
            }
            try? await link.clock.sleep(for: Self.interval)
        }
    }

    /// One look at the host.
    private func round(_ stored: [Incident]) async throws -> [Incident] {
        guard link.inventory.isLive, link.catalog.isLoaded, let lease = link.lease() else { return stored }
        let answers = try await PeopleBook(redis: link.redis).answers(host: link.host)
        for episode in link.book.put(answers.approvals) { try await askResponder(episode, lease) }
        for (id, word) in answers.resumptions { try await resume(id, word, lease) }
        return try await watch(stored, answers.resumptions, lease)
    }

    private func watch(
        _ stored: [Incident],
        _ words: [String: Resumption],
        _ lease: HeldLease
    ) async throws -> [Incident] {
        let before = link.book.incidents
        let picture = link.picture()
        let now = link.now()
        let resumed = before.map { incident in
            words[incident.id].map { StormWatch.resume(incident, by: $0.by, at: now) } ?? incident
        }
        let next = StormWatch.advance(resumed, picture, hostName: link.host, holds: link.catalog.holds, now: now)
        try await warn(picture)
        guard next != before else { return stored }
        let store = IncidentStore(redis: link.redis)
        let saved = try await store.save(
            next,
            before: before,
            stored: stored,
            host: link.host,
            lease: lease.asGuard,
            now: now
        )
        guard let saved else { return stored }
        link.book.put(next.filter(\.isRemembered))
        for incident in next where before.first(where: { $0.id == incident.id })?.isOpen != incident.isOpen {
            link.logger.warning(
                incident.isOpen ? "incident opened" : "incident over",
                metadata: .init([.cause: "\(incident.summary)", .reason: "\(incident.scope)"])
            )
        }
        return saved
    }

    /// Has alerts of single containers wait a little while many are in trouble.
    private func warn(_ picture: HostPicture) async throws {
        let (now, holds) = (link.now(), link.catalog.holds)
        let count = picture.members.count { $0.countsAsDiverged(at: now, holds: holds) }
        guard count >= Self.brewing else { return }
        let key = RedisKeys.brewing(host: link.host)
        _ = try await link.redis.command("SET", key, count, "PX", Self.brewingMilliseconds)
    }

    /// A person has answered: the gates judge anew.
    private func askResponder(_ id: String, _ lease: HeldLease) async throws {
        guard let episode = link.episodes.all.values.first(where: { $0.id == id }) else { return }
        var write = GuardedWrite()
        write.lease = lease.asGuard
        try HandOver(episode).add(to: RedisKeys.responderStream(host: link.host), in: &write)
        _ = try await write.run(on: link.redis)
    }

    /// A person wants an episode's actions to go on: a fresh ladder begins.
    private func resume(_ id: String, _ word: Resumption, _ lease: HeldLease) async throws {
        guard let read = link.episodes.all.values.first(where: { $0.id == id }) else { return }
        var episode = read
        episode.resume(by: word.by, at: link.now())
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        PeopleBook.forget(id, host: link.host, in: &change.commands)
        let writer = EpisodeWriter(redis: link.redis, agent: "responder", now: link.now)
        guard try await writer.write(change) == .done else { return }
        directory.wake(read.key, wrote: episode, after: read)
    }
}
