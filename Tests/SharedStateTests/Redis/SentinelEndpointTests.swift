import Testing

@testable import SharedState

@Suite struct SentinelEndpointTests {
    @Test("the URL names the sentinels, the primary, the database and both accounts")
    func whole() throws {
        let url = "redis+sentinel://u:p%40w@a:1,b,[::1]:3/my.master/2?sentinel_user=s&sentinel_password=t%2F"
        let endpoint = try RedisEndpoint(url: url)
        #expect(endpoint.username == "u" && endpoint.password == RedisSecret("p@w") && endpoint.database == 2)
        #expect(endpoint.tls == nil)
        let sentinels = RedisSentinels(
            servers: [.init(host: "a", port: 1), .init(host: "b", port: 26379), .init(host: "::1", port: 3)],
            primary: "my.master",
            username: "s",
            password: RedisSecret("t/")
        )
        #expect(endpoint.address == .sentinel(sentinels))
        #expect("\(endpoint)" == "redis+sentinel://a:1,b:26379,[::1]:3/my.master/2")
        #expect(!"\(endpoint)\(endpoint.place)".contains("p@w"))
    }

    @Test("rediss+sentinel encrypts both, with ca= for a private authority")
    func encrypted() throws {
        let endpoint = try RedisEndpoint(url: "rediss+sentinel://a/m?ca=/ca.pem")
        #expect(endpoint.tls == .file(path: "/ca.pem"))
        #expect("\(endpoint)" == "rediss+sentinel://a:26379/m/0")
        #expect(try RedisEndpoint(url: "\(endpoint)").tls == .system)
    }

    @Test("REDIS_PASSWORD completes it")
    func environment() throws {
        let environment = ["REDIS_URL": "redis+sentinel://a/m", "REDIS_PASSWORD": "p"]
        #expect(try RedisEndpoint.fromEnvironment(environment)?.password == RedisSecret("p"))
    }

    @Test(
        "what is wrong with a URL is said in a sentence that does not quote it",
        arguments: [
            ("redis+sentinel://a:1", "does not name the primary"),
            ("redis+sentinel://a:1/", "does not name the primary"),
            ("redis+sentinel:///m", "has no host"),
            ("redis+sentinel://a:1,/m", "has no host"),
            ("redis+sentinel://a:0/m", "port"),
            ("redis+sentinel://a/m/x", "database"),
            ("redis+sentinel://a/m%20n", "does not name the primary"),
            ("redis+sentinel://secret@word@a/m@b", "@ after the sentinels"),
            ("redis://a?sentinel_user=secret", "without sentinels"),
            ("redis+sentinel://a/m?sentinel_password=", "empty"),
            ("redis+sentinel://a/m?master=secret", "query item"),
            ("redis+sentinel://" + Array(repeating: "a", count: 33).joined(separator: ",") + "/m", "more than 32"),
        ]
    )
    func wrong(url: String, reason: String) {
        let error = #expect(throws: RedisError.self) { try RedisEndpoint(url: url, name: "--redis") }
        #expect(error?.code == .invalidEndpoint)
        #expect(error?.message.contains(reason) == true)
        #expect(error?.message.contains("secret") == false)
    }
}
