import Testing

@testable import SharedState

@Suite struct RedisClientTests {
    private static let add = RedisScript(
        name: "add",
        source: "redis.call('INCRBY', KEYS[1], ARGV[1]); return {KEYS[1], redis.call('GET', KEYS[1])}"
    )

    @Test("commands carry text, bytes and numbers both ways")
    func values() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let bytes: [UInt8] = Array(0...255)
        #expect(try await client.command("SET", "bytes", bytes) == .status("OK"))
        #expect(try await client.command("GET", "bytes") == .bulk(bytes))
        #expect(try await client.command("GET", "missing") == .null)
        #expect(try await client.command("INCRBY", "n", 41) == .integer(41))
        #expect(try await client.command("ECHO", "größe €").asString == "größe €")
        #expect(try await client.command("RPUSH", "list", "a", "", Int64.min) == .integer(3))
        let list = try await client.command("LRANGE", "list", 0, -1)
        #expect(list.asArray?.map(\.asString) == ["a", "", "-9223372036854775808"])
        await client.close()
    }

    @Test("large values pass in both directions")
    func large() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let megabytes = [UInt8](repeating: 7, count: 5 << 20)
        _ = try await client.command("SET", "large", megabytes)
        #expect(try await client.command("GET", "large").asBytes == megabytes)
        await client.close()
    }

    @Test("an error reply is an error with its code, and the connection lives on")
    func errorReply() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        _ = try await client.command("SET", "text", "x")
        let error = await #expect(throws: RedisError.self) { try await client.command("LPUSH", "text", "y") }
        #expect(error?.code == .serverReply(prefix: "WRONGTYPE"))
        #expect(error?.replyPrefix == "WRONGTYPE")
        #expect(error?.mayHaveExecuted == false)
        #expect(try await client.command("GET", "text").asString == "x")
        await client.close()
    }

    @Test("ten thousand concurrent commands get their own replies")
    func pipelined() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<10_000 {
                group.addTask { try await client.command("ECHO", "value \(number)").asString != "value \(number)" }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == 0)
        await client.close()
    }

    @Test("a pipeline returns every reply in order, error replies among them, and is not interrupted")
    func pipeline() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let replies = try await client.pipeline([
            ["MULTI"], ["INCR", "n"], ["EXEC"], ["LPUSH", "n", "x"], ["GET", "n"],
        ])
        #expect(replies[0] == .status("OK"))
        #expect(replies[2] == .array([.integer(1)]))
        guard case .error(let error) = replies[3] else { throw NeverHappened(description: "LPUSH was taken") }
        #expect(error.code == "WRONGTYPE")
        #expect(replies[4].asString == "1")
        #expect(try await client.pipeline([]) == [])
        await client.close()
    }

    @Test("a script runs by its digest, and by its text after SCRIPT FLUSH")
    func script() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        for round in 1...3 {
            if round == 3 { _ = try await client.command("SCRIPT", "FLUSH") }
            let reply = try await client.evaluate(Self.add, keys: ["n"], arguments: [2])
            #expect(reply.asArray?.map(\.asString) == ["n", "\(round * 2)"])
        }
        #expect(try await client.command("SCRIPT", "EXISTS", Self.add.digest) == .array([.integer(1)]))
        let error = await #expect(throws: RedisError.self) {
            try await client.evaluate(RedisScript(name: "bad", source: "return nil + 1"))
        }
        #expect(error?.message.contains("script bad") == true)
        await client.close()
    }

    @Test("an account logs in by user and password; a wrong or missing one is one sentence without the password")
    func login() async throws {
        let redis = try await TestRedis(["--requirepass", "t0p", "--user", "eve", "on", ">s3cret", "~*", "+@all"])
        for (user, password) in [(nil, "t0p"), ("default", "t0p"), ("eve", "s3cret")] as [(String?, String)] {
            var endpoint = redis.endpoint
            endpoint.username = user
            endpoint.password = RedisSecret(password)
            let client = try RedisClient(endpoint)
            try await client.connect()
            #expect(try await client.command("ACL", "WHOAMI").asString == user ?? "default")
            await client.close()
        }
        for (user, password) in [(nil, nil), (nil, "wr0ng"), ("eve", "wr0ng"), ("nobody", "wr0ng")]
            as [(String?, String?)]
        {
            var endpoint = redis.endpoint
            endpoint.username = user
            endpoint.password = password.map { RedisSecret($0) }
            let client = try RedisClient(endpoint)
            let error = await #expect(throws: RedisError.self) { try await client.connect() }
            #expect(error?.code == .connectFailed)
            #expect(error?.message.contains(redis.socket) == true)
            #expect(error?.message.contains("wr0ng") == false)
        }
    }

    @Test("the database is selected and the connection named; a database that is not there is refused")
    func database() async throws {
        let redis = try await TestRedis()
        var endpoint = redis.endpoint
        endpoint.database = 3
        let third = try RedisClient(endpoint)
        try await third.connect()
        _ = try await third.command("SET", "k", "third")
        let zeroth = try await redis.client()
        #expect(try await zeroth.command("GET", "k").isNull)
        #expect(try await third.command("CLIENT", "GETNAME").asString == "hemostat")
        endpoint.database = 99
        let missing = try RedisClient(endpoint)
        let error = await #expect(throws: RedisError.self) { try await missing.connect() }
        #expect(error?.message.contains("database 99") == true)
        await third.close()
        await zeroth.close()
    }

    @Test(
        "what cannot be reached is one sentence that names it",
        arguments: [
            ("unix:///tmp/hs-nowhere/s", "/tmp/hs-nowhere/s: no such file or directory"),
            ("redis://127.0.0.1:1", "127.0.0.1:1: connection refused"),
            ("redis://nowhere.invalid:77", "nowhere.invalid:77: the host name could not be resolved"),
        ]
    )
    func unreachable(url: String, words: String) async throws {
        let client = try RedisClient(RedisEndpoint(url: url))
        let error = await #expect(throws: RedisError.self) { try await client.connect() }
        #expect(error?.code == .connectFailed)
        #expect(error?.message == "cannot connect to redis at " + words)
        let second = await #expect(throws: RedisError.self) { try await client.command("PING") }
        #expect(second?.code == .notConnected)
        #expect(second?.mayHaveExecuted == false)
    }

    @Test("a closed client refuses, and its waiters and observers end")
    func closed() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let states = client.states
        await client.close()
        for operation in ["command", "wait", "connect"] {
            let error = await #expect(throws: RedisError.self) {
                switch operation {
                case "command": _ = try await client.command("PING")
                case "wait": try await client.waitUntilConnected(within: .seconds(60))
                default: try await client.connect()
                }
            }
            #expect(error?.code == .closed)
        }
        var seen: [Bool] = []
        for await state in states { seen.append(state.isConnected) }
        #expect(seen == [true, false])
    }

    @Test("waiting for Redis ends by the limit and by cancellation")
    func waiting() async throws {
        let client = try RedisClient(RedisEndpoint(url: "unix:///tmp/hs-nowhere/s"), logger: SilentLog.logger)
        client.start()
        for limit in [Duration.zero, .milliseconds(30)] {
            let error = await #expect(throws: RedisError.self) { try await client.waitUntilConnected(within: limit) }
            #expect(error?.code == .notConnected)
        }
        let code = await withTaskGroup(of: RedisError.Code?.self) { group in
            group.addTask {
                do throws(RedisError) {
                    try await client.waitUntilConnected(within: .seconds(600))
                    return nil
                } catch {
                    return error.code
                }
            }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(code == .cancelled)
        await client.close()
    }

    @Test("a blocking read has a connection of its own and does not hold up others")
    func dedicated() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        async let popped = client.withDedicatedConnection(name: "pop") { connection in
            try await connection.command("BLPOP", "queue", 20, deadline: .seconds(30))
        }
        try await eventually("the read blocks") {
            try await client.command("INFO", "clients").asString?.contains("blocked_clients:1") == true
        }
        _ = try await client.command("RPUSH", "queue", "job")
        #expect(try await popped.asArray?.map(\.asString) == ["queue", "job"])
        await client.close()
    }
}
