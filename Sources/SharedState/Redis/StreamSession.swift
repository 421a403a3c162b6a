/// A ``StreamConsumer``'s work on one connection, from the group's creation to the connection's end.
///
/// Every error ends the session; the consumer starts another one, which repairs what is missing.
struct StreamSession {
    let consumer: StreamConsumer
    let connection: RedisConnection

    private var stream: String { consumer.stream }
    private var options: StreamConsumerOptions { consumer.options }

    func run(_ handle: (StreamEntry) async -> Void) async throws {
        try await createGroup()
        try await handOutOwnPending(handle)
        try await claimIdle(handle)
        var nextClaim = consumer.time.now() + options.claimEvery
        while !Task.isCancelled {
            try await readNew(until: nextClaim, handle)
            try await retryDue(handle)
            if options.claimIdle != nil, consumer.time.now() >= nextClaim {
                try await claimIdle(handle)
                nextClaim = consumer.time.now() + options.claimEvery
            }
        }
    }

    private func createGroup() async throws {
        do {
            _ = try await connection.command("XGROUP", "CREATE", stream, consumer.group, "0", "MKSTREAM")
        } catch  where error.code == .serverReply(prefix: "BUSYGROUP") {}
    }

    /// Waits for new entries, at most until the next retry or claim.
    private func readNew(until nextClaim: Duration, _ handle: (StreamEntry) async -> Void) async throws {
        let now = consumer.time.now()
        var wait = options.block
        if let due = consumer.withSchedule({ $0.nextDue }) { wait = min(wait, due - now) }
        if options.claimIdle != nil { wait = min(wait, nextClaim - now) }
        // Zero would mean without end.
        let milliseconds = max(1, Int(wait / .milliseconds(1)) + 1)
        let items = try await read(after: ">", block: milliseconds)
        for item in items { try await handOut(item, isRedelivery: false, handle) }
    }

    /// Hands out what this consumer's name has pending, but for entries whose retry is still to come.
    private func handOutOwnPending(_ handle: (StreamEntry) async -> Void) async throws {
        var cursor = StreamEntryID.zero
        while true {
            let items = try await read(after: cursor.description, block: nil)
            for item in items {
                try await handOut(item, isRedelivery: true, handle)
                cursor = item.id
            }
            if items.count < options.batch { return }
        }
    }

    /// Hands out again the entries whose time has come, in order, as far as they are still pending here.
    private func retryDue(_ handle: (StreamEntry) async -> Void) async throws {
        var due = consumer.withSchedule { [now = consumer.time.now()] in $0.due(at: now) }[...]
        while let first = due.first {
            let items = try await read(after: first.predecessor.description, block: nil)
            let end = items.count < options.batch ? nil : items.last?.id
            let covered = due.prefix { id in end.map { id <= $0 } ?? true }
            let pending = Set(items.map(\.id))
            for id in covered where !pending.contains(id) { consumer.settled(id) }
            for item in items { try await handOut(item, isRedelivery: true, handle) }
            due = due.dropFirst(max(1, covered.count))
        }
    }

    /// Takes over what other consumers left idle.
    private func claimIdle(_ handle: (StreamEntry) async -> Void) async throws {
        guard let idle = options.claimIdle else { return }
        var cursor = StreamEntryID.zero
        repeat {
            let reply = try await connection.command(
                "XAUTOCLAIM",
                stream,
                consumer.group,
                consumer.consumer,
                Int(idle / .milliseconds(1)),
                cursor,
                "COUNT",
                options.batch
            )
            let (next, items) = try StreamReply.autoClaim(reply)
            for item in items { try await handOut(item, isRedelivery: true, handle) }
            cursor = next
        } while cursor != .zero
    }

    private func handOut(
        _ item: StreamReply.Item,
        isRedelivery: Bool,
        _ handle: (StreamEntry) async -> Void
    ) async throws {
        try Task.checkCancellation()
        guard let entry = item.entry(of: stream, isRedelivery: isRedelivery) else {
            // Trimmed from the stream while pending: there is nothing left to handle.
            _ = try await connection.command("XACK", stream, consumer.group, item.id)
            return consumer.settled(item.id)
        }
        let isTaken = consumer.withSchedule { [now = consumer.time.now()] schedule in
            if schedule.isWaiting(item.id, at: now) { return false }
            schedule.handOut(item.id)
            return true
        }
        guard isTaken else { return }
        if isRedelivery, try await isDead(entry) { return }
        await handle(entry)
        consumer.withSchedule { [now = consumer.time.now()] in $0.returned(item.id, at: now) }
    }

    /// Puts an entry that was handed out too often on the dead list and acknowledges it.
    private func isDead(_ entry: StreamEntry) async throws -> Bool {
        guard let most = options.deadAfter else { return false }
        let reply = try await connection.command("XPENDING", stream, consumer.group, entry.id, entry.id, 1)
        // This reading counts too.
        guard let deliveries = reply.asArray?.first?.asArray?.last?.asInteger, deliveries > most else { return false }
        let dead = DeadEntry(entry, group: consumer.group, deliveries: deliveries)
        _ = try await connection.evaluate(
            DeadEntry.bury,
            keys: [RedisKeys.deadEntries, stream],
            arguments: [try StateJSON.encode(dead), consumer.group, entry.id]
        )
        consumer.settled(entry.id)
        consumer.report(dead)
        return true
    }

    /// Reads entries after an id: `>` for new ones, else the own pending ones.
    private func read(after id: String, block: Int?) async throws -> [StreamReply.Item] {
        var arguments: [any RESPArgument] = [
            "XREADGROUP", "GROUP", consumer.group, consumer.consumer, "COUNT", options.batch,
        ]
        if let block { arguments += ["BLOCK", block] as [any RESPArgument] }
        arguments += ["STREAMS", stream, id] as [any RESPArgument]
        let margin = Duration.seconds(5)
        let deadline = block.map { Duration.milliseconds($0) + margin }
        return try StreamReply.readGroup(await connection.command(arguments: arguments, deadline: deadline))
    }
}
