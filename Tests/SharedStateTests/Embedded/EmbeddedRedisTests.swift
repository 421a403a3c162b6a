import Glibc
import Testing

@testable import SharedState

@Suite struct EmbeddedRedisTests {
    /// A state directory whose server is ended with the test, whoever owns it then.
    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = TestDirectory()
        let layout = try EmbeddedRedisLayout(directory.path + "/state")
        defer { if let process = layout.recordedProcess { kill(process, SIGKILL) } }
        try await body(layout.directory)
    }

    private func open(
        _ directory: String,
        _ change: (inout EmbeddedRedisOptions) -> Void = { _ in }
    ) async throws -> EmbeddedRedis {
        var options = EmbeddedRedisOptions()
        options.startLimit = .seconds(20)
        options.pingLimit = .seconds(10)
        change(&options)
        return try await EmbeddedRedis.open(in: directory, options: options, logger: SilentLog.logger)
    }

    private func connected(_ redis: EmbeddedRedis) async throws -> RedisClient {
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        options.commandDeadline = .seconds(60)
        let client = try RedisClient(redis.endpoint, options: options, logger: SilentLog.logger)
        try await client.connect()
        return client
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    /// Runs the supervision beside a body and ends it after it.
    private func supervised(_ redis: EmbeddedRedis, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await redis.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test("it starts with an append-only file on a private socket, keeps its data over a stop, and leaves no process")
    func startAndStop() async throws {
        try await withDirectory { directory in
            for round in 1...3 {
                let redis = try await open(directory)
                let process = try #require(redis.processIdentifier)
                #expect(mode(directory) == 0o700)
                #expect(mode(directory + "/redis.sock") == 0o700)
                let client = try await connected(redis)
                #expect(try await client.command("INCR", "n") == .integer(Int64(round)))
                #expect(try await client.command("CONFIG", "GET", "appendfsync").asArray?.last?.asString == "everysec")
                await client.close()
                try await redis.shutdown()
                #expect(!ProcessProbe.isAlive(process))
                #expect(redis.latestState == .stopped)
            }
        }
    }

    @Test("the server of a killed owner is adopted with its data")
    func adopted() async throws {
        try await withDirectory { directory in
            var first: EmbeddedRedis? = try await open(directory)
            let process = first?.processIdentifier
            let client = try await connected(try #require(first))
            _ = try await client.command("SET", "k", "v")
            // What remains of an owner after kill -9: no lock, a living server.
            first = nil
            let second = try await open(directory)
            #expect(second.processIdentifier == process)
            #expect(try await client.command("GET", "k").asString == "v")
            await client.close()
            try await second.shutdown()
        }
    }

    @Test("a second live owner is refused with the directory and the first one's process")
    func inUse() async throws {
        try await withDirectory { directory in
            let redis = try await open(directory)
            let error = await #expect(throws: EmbeddedRedisError.self) { try await open(directory) }
            #expect(error?.code == .inUse(process: getpid()))
            #expect(error?.message.contains("\(directory) is in use by process \(getpid());") == true)
            try await redis.shutdown()
            let next = try await open(directory)
            try await next.shutdown()
        }
    }

    @Test("a foreign server on the socket is refused and left alone")
    func foreign() async throws {
        try await withDirectory { directory in
            try EmbeddedRedisLayout(directory).makeDirectories()
            let other = TestDirectory()
            let process = try TestProcess([
                "redis-server", "--port", "0", "--unixsocket", directory + "/redis.sock", "--dir", other.path, "--save",
                "",
            ])
            try await eventually("it listens") { SocketProbe.ask(directory + "/redis.sock") == .listening }
            let error = await #expect(throws: EmbeddedRedisError.self) { try await open(directory) }
            #expect(error?.code == .foreignServer)
            #expect(error?.message.contains(other.path) == true)
            #expect(ProcessProbe.isAlive(process.id))
        }
    }

    @Test("a stale socket without a listener is no obstacle")
    func staleSocket() async throws {
        try await withDirectory { directory in
            let redis = try await open(directory)
            kill(try #require(redis.processIdentifier), SIGKILL)
            try await eventually("nobody listens") { SocketProbe.ask(redis.layout.socket) == .absent }
            #expect(access(redis.layout.socket, F_OK) == 0)
            try await redis.shutdown()
            let next = try await open(directory)
            try await next.shutdown()
        }
    }

    @Test("a killed server is started again with its data, and clients come back by themselves")
    func restarted() async throws {
        try await withDirectory { directory in
            let redis = try await open(directory)
            let client = try await connected(redis)
            try await supervised(redis) {
                for round in 1...3 {
                    #expect(try await client.command("INCR", "n") == .integer(Int64(round)))
                    var states = client.states.makeAsyncIterator()
                    _ = await states.next()
                    let process = try #require(redis.processIdentifier)
                    kill(process, SIGKILL)
                    while await states.next()?.isConnected != true {}
                    try await eventually("it is known") { redis.processIdentifier != process }
                }
            }
            #expect(try await client.command("GET", "n").asInteger == 3)
            await client.close()
            try await redis.shutdown()
        }
    }

    @Test("a frozen server is reported and not killed, and serves again when it goes on")
    func frozen() async throws {
        try await withDirectory { directory in
            let redis = try await open(directory) { $0.pingLimit = .milliseconds(300) }
            let process = try #require(redis.processIdentifier)
            try await supervised(redis) {
                try await eventually("it serves") { redis.latestState == .serving }
                kill(process, SIGSTOP)
                try await eventually("it is reported") { redis.latestState == .silent }
                kill(process, SIGCONT)
                try await eventually("it serves again") { redis.latestState == .serving }
            }
            #expect(redis.processIdentifier == process)
            try await redis.shutdown()
        }
    }

    @Test("a frozen orphan is not adopted and not killed")
    func frozenOrphan() async throws {
        try await withDirectory { directory in
            var first: EmbeddedRedis? = try await open(directory)
            let process = try #require(first?.processIdentifier)
            first = nil
            kill(process, SIGSTOP)
            let error = await #expect(throws: EmbeddedRedisError.self) {
                try await open(directory) {
                    $0.pingLimit = .milliseconds(100)
                    $0.startLimit = .milliseconds(300)
                }
            }
            #expect(error?.code == .notAnswering)
            #expect(error?.message.contains("process \(process)") == true)
            kill(process, SIGCONT)
            let second = try await open(directory)
            #expect(second.processIdentifier == process)
            try await second.shutdown()
        }
    }

    @Test("shutting down works in a cancelled task, and the supervision does not start the server again")
    func shutdownCancelled() async throws {
        try await withDirectory { directory in
            let redis = try await open(directory)
            let process = try #require(redis.processIdentifier)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await redis.run()
                    try await redis.shutdown()
                }
                try await eventually("it serves") { redis.latestState == .serving }
                group.cancelAll()
                try await group.waitForAll()
            }
            #expect(!ProcessProbe.isAlive(process))
        }
    }

    @Test("a missing program is one sentence", arguments: ["no-such-redis-server", "/nonexistent/redis-server"])
    func missing(program: String) async throws {
        try await withDirectory { directory in
            let error = await #expect(throws: EmbeddedRedisError.self) {
                try await open(directory) { $0.executable = program }
            }
            #expect(error?.code == .executableMissing)
            #expect(error?.message.hasPrefix("\(program) was not found; install it") == true)
            let next = try await open(directory) { $0.executable = "/usr/bin/redis-server" }
            try await next.shutdown()
        }
    }

    @Test("a corrupt append-only file is told with the server's last words")
    func corrupt() async throws {
        try await withDirectory { directory in
            let redis = try await open(directory)
            let client = try await connected(redis)
            _ = try await client.command("SET", "k", "v")
            await client.close()
            try await redis.shutdown()
            let files = redis.layout.data + "/appendonlydir"
            let name = try #require(TestDirectory.names(in: files).first { $0.hasSuffix(".incr.aof") })
            let file = Glibc.open(files + "/" + name, O_WRONLY | O_TRUNC)
            let garbage = Array("*2\r\n$6\r\nSELECT\r\nnonsense nonsense nonsense\r\n".utf8)
            #expect(write(file, garbage, garbage.count) == garbage.count)
            close(file)
            let error = await #expect(throws: EmbeddedRedisError.self) { try await open(directory) }
            #expect(error?.code == .startFailed)
            #expect(error?.message.contains("Bad file format reading the append only file") == true)
        }
    }
}
