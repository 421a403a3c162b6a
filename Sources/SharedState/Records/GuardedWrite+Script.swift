extension GuardedWrite {
    private static let script = RedisScript(
        name: "guarded-write",
        source: """
            local keys, at = KEYS, 1
            local function next_argument() at = at + 1; return ARGV[at - 1] end
            local holder, epoch = next_argument(), next_argument()
            if holder ~= '' then
              local lease = redis.call('HMGET', keys[1], 'holder', 'epoch')
              if lease[1] ~= holder or lease[2] ~= epoch then return 'fenced' end
            end
            local field, expected = next_argument(), next_argument()
            if field ~= '' then
              local stored = redis.call('HGET', keys[2], field)
              local revision = stored and string.match(stored, '^(%d+)\\n') or '0'
              if revision ~= expected then return 'conflict' end
            end
            local intent, now = next_argument(), next_argument()
            local actions, window, cooldown, open_for = next_argument(), next_argument(), next_argument(), next_argument()
            if intent ~= '' then
              local open = redis.call('GET', keys[4])
              if open and open ~= intent then return 'intent-open' end
              local last = redis.call('GET', keys[5])
              if cooldown ~= '' and last and tonumber(last) > tonumber(cooldown) then return 'cooldown' end
              local used = redis.call('ZCOUNT', keys[3], '(' .. window, '+inf')
              if used >= tonumber(actions) then return 'budget' end
              redis.call('ZADD', keys[3], now, intent)
              redis.call('PEXPIRE', keys[3], 2592000000)
              redis.call('SET', keys[4], intent, 'PX', open_for)
            end
            while at <= #ARGV do
              local count = tonumber(next_argument())
              local command = {}
              for index = 1, count do command[index] = next_argument() end
              redis.call(unpack(command))
            end
            return 'done'
            """
    )

    /// Runs the write.
    ///
    /// - Throws: ``RedisError``; with `mayHaveExecuted` the caller reads the episode again, whose revision tells.
    package func run(on redis: some RedisCommanding) async throws(RedisError) -> Result {
        let ledgerHost = intent?.host ?? ""
        let ledgerKey = intent?.ledgerKey ?? ""
        let keys = [
            RedisKeys.lease(lease?.name ?? ""),
            RedisKeys.episodes(host: revision?.host ?? ""),
            RedisKeys.ledger(host: ledgerHost, key: ledgerKey),
            RedisKeys.openIntent(host: ledgerHost, key: ledgerKey),
            RedisKeys.episodeEnd(host: ledgerHost, key: ledgerKey),
        ]
        let guards: [String] = [
            lease?.holder ?? "",
            lease.map { "\($0.epoch)" } ?? "",
            revision?.containerID ?? "",
            revision.map { "\($0.expected)" } ?? "",
            intent?.id ?? "",
            intent.map { "\($0.now)" } ?? "",
            intent.map { "\($0.budgetActions)" } ?? "",
            intent.map { "\($0.budgetWindowStart)" } ?? "",
            intent?.cooldownThreshold.map { "\($0)" } ?? "",
            intent.map { "\(max(1, $0.openMilliseconds))" } ?? "",
        ]
        var arguments: [any RESPArgument] = guards
        for command in commands {
            arguments.append(command.count)
            arguments.append(contentsOf: command)
        }
        let reply = try await redis.evaluate(Self.script, keys: keys, arguments: arguments)
        guard let result = reply.asString.flatMap(Result.init(rawValue:)) else {
            throw .unexpected(replyTo: "script guarded-write", wanted: "one of its results")
        }
        return result
    }
}
