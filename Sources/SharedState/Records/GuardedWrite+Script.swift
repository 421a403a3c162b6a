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
            local failures, since, half_open = next_argument(), next_argument(), next_argument()
            local member, maximum, member_until = next_argument(), next_argument(), next_argument()
            local keep = next_argument()
            local head, next_head = next_argument(), next_argument()
            if intent ~= '' then
              local open = redis.call('GET', keys[4])
              if open and open ~= intent then return 'intent-open' end
              if member ~= '' then
                redis.call('ZREMRANGEBYSCORE', keys[8], '-inf', '(' .. now)
                local others = redis.call('ZCARD', keys[8])
                if redis.call('ZSCORE', keys[8], member) then others = others - 1 end
                if others + 1 > tonumber(maximum) then return 'disruption' end
              end
              local last = redis.call('GET', keys[5])
              if cooldown ~= '' and last and tonumber(last) > tonumber(cooldown) then return 'cooldown' end
              local used = redis.call('ZCOUNT', keys[3], '(' .. window, '+inf')
              if used >= tonumber(actions) then return 'budget' end
              if failures ~= '' then
                local helped = redis.call('GET', keys[7])
                if helped and tonumber(helped) > tonumber(since) then since = helped end
                local vain = redis.call('ZRANGEBYSCORE', keys[6], '(' .. since, '+inf', 'WITHSCORES')
                if #vain > 0 and #vain / 2 >= tonumber(failures) then
                  local tried = redis.call('ZRANGE', keys[3], -1, -1, 'WITHSCORES')[2] or vain[#vain]
                  if math.max(tonumber(vain[#vain]), tonumber(tried)) > tonumber(half_open) then return 'breaker' end
                end
              end
            end
            if next_head ~= '' then
              if (redis.call('GET', keys[9]) or '') ~= head then return 'audit-moved' end
              redis.call('SET', keys[9], next_head)
            end
            if intent ~= '' then
              redis.call('ZADD', keys[3], now, intent)
              redis.call('ZREMRANGEBYSCORE', keys[3], '-inf', '(' .. string.format('%.0f', now - keep * 1000))
              redis.call('PEXPIRE', keys[3], keep)
              redis.call('SET', keys[4], intent, 'PX', open_for)
              if member ~= '' then
                redis.call('ZADD', keys[8], member_until, member)
                redis.call('PEXPIRE', keys[8], keep)
              end
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
    /// - Parameters:
    ///   - redis: where to.
    ///   - acknowledged: whether it counts only when a replica has it, where there are replicas: intents.
    /// - Returns: what came of it.
    /// - Throws: ``RedisError``; with `mayHaveExecuted` the caller reads the episode again, whose revision tells.
    ///   ``RedisError/Code/unacknowledged``: it is written, but a failover may lose it: nothing may be done upon it.
    package func run(on redis: some RedisCommanding, acknowledged: Bool = false) async throws(RedisError) -> Result {
        let ledgerHost = intent?.host ?? ""
        let ledgerKey = intent?.ledgerKey ?? ""
        let (breaker, disruption) = (intent?.breaker, intent?.disruption)
        let keys = [
            RedisKeys.lease(lease?.name ?? ""),
            RedisKeys.episodes(host: revision?.host ?? ""),
            RedisKeys.ledger(host: ledgerHost, key: ledgerKey),
            RedisKeys.openIntent(host: ledgerHost, key: ledgerKey),
            RedisKeys.episodeEnd(host: ledgerHost, key: ledgerKey),
            RedisKeys.ineffective(host: ledgerHost, key: ledgerKey),
            RedisKeys.lastEffective(host: ledgerHost, key: ledgerKey),
            RedisKeys.disruption(group: intent?.disruption?.group ?? ""),
            audit?.headKey ?? RedisKeys.auditHead(host: ""),
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
            breaker.map { "\($0.failures)" } ?? "",
            breaker.map { "\($0.windowStart)" } ?? "",
            breaker.map { "\($0.halfOpenThreshold)" } ?? "",
            disruption?.member ?? "",
            disruption.map { "\($0.maximum)" } ?? "",
            disruption.map { "\($0.until)" } ?? "",
            "\(max(1, intent?.ledgerMilliseconds ?? Self.usualLedgerMilliseconds))",
            audit?.expected ?? "",
            audit?.next ?? "",
        ]
        var arguments: [any RESPArgument] = guards
        for command in commands {
            arguments.append(command.count)
            arguments.append(contentsOf: command)
        }
        var isAcknowledged = true
        let reply: RESPValue
        if acknowledged {
            (reply, isAcknowledged) = try await redis.evaluateAcknowledged(
                Self.script,
                keys: keys,
                arguments: arguments
            )
        } else {
            reply = try await redis.evaluate(Self.script, keys: keys, arguments: arguments)
        }
        guard let result = reply.asString.flatMap(Result.init(rawValue:)) else {
            throw .unexpected(replyTo: "script guarded-write", wanted: "one of its results")
        }
        if result == .done, !isAcknowledged { throw .unacknowledged("the write") }
        return result
    }
}
