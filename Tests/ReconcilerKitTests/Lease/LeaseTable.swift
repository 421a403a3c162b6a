/// The rules of a lease store, by its own clock: what the Redis scripts do, in memory.
struct LeaseTable: Sendable {
    struct Entry: Sendable, Equatable {
        let holder: String
        let epoch: Int64
        var expiresAt: Duration
    }

    private(set) var entry: Entry?
    private(set) var lastEpoch: Int64 = 0

    mutating func acquire(holder: String, duration: Duration, now: Duration) -> Int64? {
        if let entry, entry.holder != holder, now < entry.expiresAt { return nil }
        lastEpoch += 1
        entry = Entry(holder: holder, epoch: lastEpoch, expiresAt: now + duration)
        return lastEpoch
    }

    mutating func renew(holder: String, epoch: Int64, duration: Duration, now: Duration) -> Int64? {
        guard let entry, entry.holder == holder, entry.epoch == epoch, now < entry.expiresAt else { return nil }
        self.entry?.expiresAt = now + duration
        return epoch
    }

    mutating func release(holder: String, epoch: Int64) {
        if entry?.holder == holder, entry?.epoch == epoch { entry = nil }
    }
}
