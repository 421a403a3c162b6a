import Testing

@testable import SharedState

@Suite struct RedisEndpointTests {
    static let urls: [(String, RedisEndpoint)] = [
        ("redis://localhost", RedisEndpoint(.tcp(host: "localhost", port: 6379))),
        ("redis://db.example:7000/3", RedisEndpoint(.tcp(host: "db.example", port: 7000), database: 3)),
        ("REDIS://h/", RedisEndpoint(.tcp(host: "h", port: 6379))),
        ("redis://:s3cret@h:1", RedisEndpoint(.tcp(host: "h", port: 1), password: RedisSecret("s3cret"))),
        (
            "redis://us%40er:p%3Aa%2Fss@h",
            RedisEndpoint(.tcp(host: "h", port: 6379), username: "us@er", password: RedisSecret("p:a/ss"))
        ),
        ("redis://user@h", RedisEndpoint(.tcp(host: "h", port: 6379), username: "user")),
        (
            "redis://u:p:q@x@h",
            RedisEndpoint(.tcp(host: "h", port: 6379), username: "u", password: RedisSecret("p:q@x"))
        ),
        ("redis://[::1]:6380/1", RedisEndpoint(.tcp(host: "::1", port: 6380), database: 1)),
        ("redis://h?db=4", RedisEndpoint(.tcp(host: "h", port: 6379), database: 4)),
        ("rediss://h", RedisEndpoint(.tcp(host: "h", port: 6379), tls: .system)),
        (
            "rediss://h?ca=/etc/my%20ca.pem",
            RedisEndpoint(.tcp(host: "h", port: 6379), tls: .file(path: "/etc/my ca.pem"))
        ),
        ("unix:///run/redis.sock", RedisEndpoint(.unix(path: "/run/redis.sock"))),
        ("unix:///run/r%20s?db=2", RedisEndpoint(.unix(path: "/run/r s"), database: 2)),
        ("redis+unix://u:p@/run/r", RedisEndpoint(.unix(path: "/run/r"), username: "u", password: RedisSecret("p"))),
    ]

    @Test("URLs parse", arguments: urls)
    func parses(url: String, expected: RedisEndpoint) throws {
        #expect(try RedisEndpoint(url: url) == expected)
    }

    @Test(
        "what does not parse is refused by the variable's name, without the text",
        arguments: [
            "", "hunter2", "hunter2://h", "http://hunter2", "redis://", "redis://:hunter2@", "redis://u:hunter2@h:port",
            "redis://u:hunter2@h:0", "redis://u:hunter2@h:65536", "redis://u:hunter2@h/x", "redis://u:hunter2@h/-1",
            "redis://u:hun/ter2@h", "redis://u:hun?ter2@h", "redis://u:hunter2#@h", "redis://u:hunter2%@h",
            "redis://u:hunter2%zz@h", "redis://u:hunter2%ff@h", "redis://u:hunter2%00@h", "redis://u:hunter2@[::1",
            "redis://u:hunter2@[::1]x", "redis://h?hunter2=1", "redis://h?ca=/hunter2", "rediss://h?ca=",
            "unix://hunter2", "unix://hunter2/x", "unix:///", "unix:///\(String(repeating: "hunter2", count: 16))",
        ]
    )
    func refuses(url: String) {
        let error = #expect(throws: RedisError.self) { try RedisEndpoint(url: url, name: "REDIS_URL") }
        #expect(error?.code == .invalidEndpoint)
        #expect(error?.message.hasPrefix("REDIS_URL ") == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    static let environments: [([String: String], RedisEndpoint?)] = [
        ([:], nil),
        (["REDIS_URL": "", "REDIS_HOST": "", "REDIS_PASSWORD": ""], nil),
        (["REDIS_HOST": "db"], RedisEndpoint(.tcp(host: "db", port: 6379))),
        (["REDIS_PORT": "7"], RedisEndpoint(.tcp(host: "localhost", port: 7))),
        (
            ["REDIS_HOST": "db", "REDIS_PORT": "7", "REDIS_DB": "2", "REDIS_PASSWORD": "p@ss"],
            RedisEndpoint(.tcp(host: "db", port: 7), password: RedisSecret("p@ss"), database: 2)
        ),
        (
            ["REDIS_URL": "redis://a", "REDIS_HOST": "b", "REDIS_PORT": "nonsense"],
            RedisEndpoint(.tcp(host: "a", port: 6379))
        ),
        (
            ["REDIS_URL": "redis://u@a", "REDIS_PASSWORD": "p"],
            RedisEndpoint(.tcp(host: "a", port: 6379), username: "u", password: RedisSecret("p"))
        ),
        (
            ["REDIS_URL": "rediss://a", "REDIS_CA_FILE": "/ca"],
            RedisEndpoint(.tcp(host: "a", port: 6379), tls: .file(path: "/ca"))
        ),
        (
            ["REDIS_URL": "rediss://a?ca=/x", "REDIS_CA_FILE": "/ca"],
            RedisEndpoint(.tcp(host: "a", port: 6379), tls: .file(path: "/x"))
        ),
    ]

    @Test("the environment names an endpoint", arguments: environments)
    func environment(variables: [String: String], expected: RedisEndpoint?) throws {
        #expect(try RedisEndpoint.fromEnvironment(variables) == expected)
    }

    @Test(
        "a variable that does not parse is named",
        arguments: [
            (["REDIS_URL": "nonsense"], "REDIS_URL"),
            (["REDIS_PORT": "x"], "REDIS_PORT"),
            (["REDIS_PORT": "tcp://10.0.0.1:6379"], "REDIS_PORT"),
            (["REDIS_DB": "-1"], "REDIS_DB"),
            (["REDIS_HOST": "redis://h"], "REDIS_HOST"),
            (["REDIS_HOST": "h", "REDIS_CA_FILE": "/ca"], "REDIS_CA_FILE"),
        ]
    )
    func environmentRefused(variables: [String: String], name: String) {
        let error = #expect(throws: RedisError.self) { try RedisEndpoint.fromEnvironment(variables) }
        #expect(error?.message.hasPrefix(name) == true)
    }

    @Test("no description shows the login", arguments: urls)
    func descriptions(url: String, endpoint: RedisEndpoint) {
        var dumped = ""
        dump(endpoint, to: &dumped)
        for text in ["\(endpoint)", String(reflecting: endpoint), endpoint.place] {
            #expect(!text.contains("@"))
            #expect(!text.contains("s3cret"))
        }
        #expect(!dumped.contains("s3cret"))
        #expect(!dumped.contains("p:a/ss"))
    }

    @Test("the description is a URL again")
    func description() throws {
        for url in ["redis://h:7000/3", "rediss://[::1]:1/0", "unix:///run/s?db=2"] {
            #expect("\(try RedisEndpoint(url: url))" == url)
        }
    }
}
