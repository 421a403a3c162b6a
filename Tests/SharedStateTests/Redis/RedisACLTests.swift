import Glibc
import TestSupport
import Testing

@testable import SharedState

@Suite(.serialized, .timeLimit(.minutes(3))) struct RedisACLTests {
    private static let manifest = "manifests/redis/users.acl"

    @Test("the account in manifests/redis is the one that is tested here")
    func manifest() throws {
        let text = try Files.text(of: "\(Repository.path)/\(Self.manifest)")
        #expect(text == RedisACL.line(user: "hemostat", password: "change-this-password"))
        #expect(RedisACL.commands.count == Set(RedisACL.commands).count)
    }

    @Test("with it nothing the operator does is refused; everything else is")
    func enough() async throws {
        let redis = try await TestRedis()
        let admin = try await redis.client()
        _ = try await admin.command(arguments: ["ACL", "SETUSER", "hemostat", ">p"] + RedisACL.rules)
        let client = try await account("hemostat", redis, database: 1)
        await AccountExercise(client: client).run()
        #expect(try await refusals(admin) == [])
        #expect(try await admin.command("ACL", "WHOAMI").asString == "default")
        let forbidden: [[any RESPArgument]] = [
            ["GET", "other"], ["SET", "other", "x"], ["PUBLISH", "other", "x"], ["SUBSCRIBE", "other"], ["KEYS", "*"],
            ["CONFIG", "GET", "dir"], ["FLUSHALL"], ["SHUTDOWN"], ["ACL", "LIST"], ["SCRIPT", "FLUSH"],
            ["REPLICAOF", "NO", "ONE"], ["CLIENT", "LIST"], ["SCAN", "0"],
            ["EVAL", "return redis.call('GET', 'other')", "0"],
        ]
        for command in forbidden {
            let error = await #expect(throws: RedisError.self) { try await client.command(arguments: command) }
            let message = error?.message ?? ""
            #expect(message.contains("NOPERM") || message.contains("can't access at least one of the keys"))
        }
        await client.close()
        await admin.close()
    }

    @Test("each of its commands is needed: without it something is refused")
    func least() async throws {
        let redis = try await TestRedis(["--databases", "\(RedisACL.commands.count + 1)"])
        let admin = try await redis.client()
        _ = try await admin.command("CONFIG", "SET", "acllog-max-len", 10_000)
        var missed: [String] = []
        // A few at a time, each account in a database of its own.
        try await withThrowingTaskGroup(of: (String, Bool).self) { group in
            // Scripts that others had loaded would spare it EVAL: it gets a server of its own.
            group.addTask { ("eval", try await isNeededOnFreshServer("eval")) }
            var rest = Array(RedisACL.commands.filter { $0 != "eval" }.enumerated())[...]
            var running = 1
            while running > 0 || !rest.isEmpty {
                while running < 12, let (index, command) = rest.popFirst() {
                    group.addTask { (command, try await isNeeded(command, index, redis, admin)) }
                    running += 1
                }
                guard let (command, isNeeded) = try await group.next() else { break }
                running -= 1
                if !isNeeded { missed.append(command) }
            }
        }
        #expect(missed == [])
        await admin.close()
    }

    private func isNeededOnFreshServer(_ command: String) async throws -> Bool {
        let redis = try await TestRedis()
        let admin = try await redis.client()
        _ = try await admin.command("CONFIG", "SET", "acllog-max-len", 10_000)
        let isNeeded = try await isNeeded(command, 0, redis, admin)
        await admin.close()
        return isNeeded
    }

    @Test("every Redis command in the sources is in it")
    func sources() async throws {
        let redis = try await TestRedis()
        let admin = try await redis.client()
        let known = Set(
            (try await admin.command("COMMAND", "LIST").asArray ?? []).compactMap { $0.asString?.uppercased() }
        )
        await admin.close()
        let granted = Set(
            RedisACL.commands.map { $0.split(separator: "|").first.map { $0.uppercased() } ?? "" }
        )
        // Not sent to a Redis with accounts: the private one, Sentinels, patterns that nobody subscribes to; and words
        // that are no commands there.
        let others: Set = ["AUTH", "PSUBSCRIBE", "READONLY", "SENTINEL", "TYPE"]
        for folder in ["SharedState", "Agents", "PolicySources", "OperatorAPI", "hemostat"] {
            for (file, text) in try Self.swiftFiles(below: "\(Repository.path)/Sources/\(folder)")
            where !file.contains("/Embedded/") {
                let words = text.split { "\"'".contains($0) }.map(String.init).filter(known.contains)
                let missing = Set(words).subtracting(granted).subtracting(others)
                #expect(missing.isEmpty, "\(file)")
            }
        }
    }

    @Test("account and TLS together")
    func encrypted() async throws {
        let files = TestDirectory()
        try RedisTLSTests.makeCertificates(in: files.path)
        files.write(
            RedisACL.line(user: "hemostat", password: "p") + "user default off\n",
            to: "users.acl"
        )
        let (redis, port) = try await RedisTLSTests.start(files.path, ["--aclfile", files.path + "/users.acl"])
        let endpoint = RedisEndpoint(
            .tcp(host: "localhost", port: port),
            username: "hemostat",
            password: RedisSecret("p"),
            database: 1,
            tls: .file(path: files.path + "/ca.pem")
        )
        let client = try RedisClient(endpoint, logger: SilentLog.logger)
        try await client.connect()
        #expect(try await LeaseRecords(redis: client).acquire(name: "l", holder: "a", duration: .seconds(9)) != nil)
        _ = try await client.openDedicatedConnection(name: "x").command("GET", RedisKeys.lease("x"))
        await client.close()
        var wrong = endpoint
        wrong.password = RedisSecret("q")
        let stranger = try RedisClient(wrong, logger: SilentLog.logger)
        let error = await #expect(throws: RedisError.self) { try await stranger.connect() }
        #expect(error?.message.contains("refused the login") == true)
        redis.end()
    }

    @Test("the account of the sentinels is enough for them, and least")
    func sentinels() async throws {
        let world = try await TestSentinel()
        let plain = try RedisConnector(
            world.sentinels[0].endpoint,
            options: RedisOptions(),
            loop: RedisEventLoop.shared
        )
        let admin = try await RedisConnector(
            plain,
            world.sentinels[0].endpoint,
            limit: .seconds(20),
            asksSentinel: true
        )
        .open(name: "admin")
        guard case .sentinel(var sentinels) = world.endpoint.address else { return }
        sentinels.username = "watch"
        sentinels.password = RedisSecret("p")
        _ = try await admin.command(
            arguments: ["ACL", "SETUSER", "watch", "on", ">p", "-@all"] + RedisACL.sentinelCommands.map { "+\($0)" }
        )
        let client = try await TestSentinel.client(RedisEndpoint(.sentinel(sentinels)))
        #expect(client.isConnected)
        await client.close()
        #expect(try await refusals(admin) == [])
        for command in RedisACL.sentinelCommands {
            _ = try await admin.command("ACL", "SETUSER", "watch", "-\(command)")
            let other = try RedisClient(RedisEndpoint(.sentinel(sentinels)), logger: SilentLog.logger)
            try? await other.connect()
            await other.close()
            #expect(try await refusals(admin).contains { $0.object == command })
            _ = try await admin.command("ACL", "SETUSER", "watch", "+\(command)")
        }
        admin.closeNow()
    }

    // MARK: Accounts

    private struct Refusal: Equatable {
        let user: String
        let object: String
    }

    private func isNeeded(
        _ command: String,
        _ index: Int,
        _ redis: TestRedis,
        _ admin: RedisClient
    ) async throws -> Bool {
        let user = "user-\(index)"
        let rules = RedisACL.rules.filter { $0 != "+\(command)" }
        _ = try await admin.command(arguments: ["ACL", "SETUSER", user, ">p"] + rules)
        if let client = try? await account(user, redis, database: index + 1) {
            // Scripts known by digest hide that their text was never allowed.
            if command == "eval" { _ = try await admin.command("SCRIPT", "FLUSH") }
            await AccountExercise(client: client).run()
            await client.close()
        }
        return try await refusals(admin).contains(Refusal(user: user, object: command))
    }

    private func account(_ user: String, _ redis: TestRedis, database: Int) async throws -> RedisClient {
        var endpoint = redis.endpoint
        endpoint.username = user
        endpoint.password = RedisSecret("p")
        endpoint.database = database
        var options = RedisOptions()
        options.commandDeadline = .seconds(60)
        options.connectTimeout = .seconds(20)
        let client = try RedisClient(endpoint, options: options, logger: SilentLog.logger)
        try await client.connect()
        return client
    }

    /// What Redis refused, by its own log.
    private func refusals(_ admin: any RedisCommanding) async throws -> [Refusal] {
        let reply = try await admin.command("ACL", "LOG", 10_000)
        return (reply.asArray ?? []).map { entry in
            let fields = entry.asArray ?? []
            var facts: [String: String] = [:]
            for index in stride(from: 0, to: fields.count - 1, by: 2) {
                facts[fields[index].asString ?? ""] = fields[index + 1].asString ?? ""
            }
            return Refusal(user: facts["username"] ?? "", object: facts["object"] ?? "")
        }
    }

    private static func swiftFiles(below folder: String) throws -> [(file: String, text: String)] {
        var found: [(file: String, text: String)] = []
        for name in TestDirectory.names(in: folder) {
            let path = folder + "/" + name
            if name.hasSuffix(".swift") {
                found.append((path, try Files.text(of: path)))
            } else {
                found += try swiftFiles(below: path)
            }
        }
        return found
    }
}
