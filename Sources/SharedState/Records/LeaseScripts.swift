/// The scripts of ``LeaseRecords``.
enum LeaseScripts {
    /// What they answer while the primary is too new for anybody to act.
    static let changed = "primary-changed"

    /// Notes which server this is: its run, the run this client knew before, a lease's duration in milliseconds.
    ///
    /// In a database that never saw a lease there was nobody to wait for, unless the client knows better.
    private static let prologue = """
        local run = ARGV[1]
        if run ~= '' then
          local known = redis.call('GET', KEYS[1])
          if known ~= run then
            redis.call('SET', KEYS[1], run)
            known = known or ARGV[2]
            if known ~= '' then redis.call('SET', KEYS[2], run, 'PX', ARGV[3]) end
          end
          if redis.call('EXISTS', KEYS[2]) == 1 then return '\(changed)' end
        end

        """

    static let acquire = RedisScript(
        name: "lease-acquire",
        source: prologue + """
            local holder = redis.call('HGET', KEYS[3], 'holder')
            if holder and holder ~= ARGV[4] then return false end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local epoch = math.max(tonumber(redis.call('GET', KEYS[4]) or '0') + 1, now)
            epoch = string.format('%.0f', epoch)
            redis.call('SET', KEYS[4], epoch)
            redis.call('HSET', KEYS[3], 'holder', ARGV[4], 'epoch', epoch)
            redis.call('PEXPIRE', KEYS[3], ARGV[3])
            return {epoch, time[1], time[2]}
            """
    )

    static let renew = RedisScript(
        name: "lease-renew",
        source: prologue + """
            local lease = redis.call('HMGET', KEYS[3], 'holder', 'epoch')
            if lease[1] ~= ARGV[4] or lease[2] ~= ARGV[5] then return false end
            redis.call('PEXPIRE', KEYS[3], ARGV[3])
            local time = redis.call('TIME')
            return {lease[2], time[1], time[2]}
            """
    )

    /// Announces the release unless the notice is empty.
    static let release = RedisScript(
        name: "lease-release",
        source: """
            local lease = redis.call('HMGET', KEYS[1], 'holder', 'epoch')
            if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] then return 0 end
            redis.call('DEL', KEYS[1])
            if ARGV[3] ~= '' then redis.call('PUBLISH', '\(RedisKeys.leaseReleases)', ARGV[3]) end
            return 1
            """
    )
}
