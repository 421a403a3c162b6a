import Glibc
import TestSupport
import Testing

/// The command line without an engine: help, and what is refused before anything is started.
@Suite struct UsageTests {
    @Test(
        "every verb has help, on stdout, with exit code 0",
        arguments: [[], ["operator"], ["status"], ["audit"], ["audit", "verify"], ["validate"], ["version"]]
    )
    func help(verb: [String]) async throws {
        let run = try await CommandLineRun(verb + ["--help"])
        #expect(run.code == 0)
        #expect(run.output.contains("USAGE: hemostat") && run.output.contains("EXAMPLE"))
        #expect(run.errorOutput.isEmpty)
    }

    @Test("the version goes to stdout")
    func version() async throws {
        let run = try await CommandLineRun(["version"])
        #expect(run.code == 0 && run.output.hasPrefix("hemostat 0.") && run.errorOutput.isEmpty)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var words: [String]
        var environment: [String: String] = [:]
        /// What the sentence has to name.
        var naming: [String]

        var testDescription: String { (environment.map { "\($0.key)=\($0.value)" } + words).joined(separator: " ") }
    }

    private static let refusals = [
        Refusal(words: ["--frobnicate"], naming: ["--frobnicate"]),
        Refusal(words: ["frobnicate"], naming: ["frobnicate"]),
        Refusal(words: ["operator", "--frobnicate"], naming: ["--frobnicate"]),
        Refusal(words: ["status", "--frobnicate"], naming: ["--frobnicate"]),
        Refusal(words: ["status", "-o", "xml"], naming: ["xml", "json"]),
        Refusal(words: ["audit", "-n", "0"], naming: ["--limit 0", "1 to 1000"]),
        Refusal(words: ["audit", "verify", "--host", "a b"], naming: ["--host"]),
        Refusal(words: ["operator", "--roles", "host,boss"], naming: ["--roles boss", "analyzer"]),
        Refusal(words: ["operator", "--docker-host", "web"], naming: ["--docker-host web", "NAME=ENDPOINT"]),
        Refusal(words: ["operator", "--docker-host", "a=ftp://b"], naming: ["--docker-host"]),
        Refusal(words: ["operator", "--lease", "1ms"], naming: ["--lease 1ms", "1s to 1m"]),
        Refusal(words: ["validate"], naming: ["--filename"]),
        Refusal(words: ["operator", "--policies", "/nowhere/policies"], naming: ["--policies", "/nowhere/policies"]),
        Refusal(words: ["operator", "--http", "0.0.0.0:0"], naming: ["--http 0.0.0.0:0", "--insecure"]),
        Refusal(words: ["operator", "--http", ":0"], naming: ["--http", "--insecure"]),
        Refusal(words: ["operator", "--http", "nonsense"], naming: ["--http", "HOST:PORT"]),
        Refusal(words: ["operator", "--http", "127.0.0.1:70000"], naming: ["--http", "HOST:PORT"]),
        Refusal(
            words: ["operator"],
            environment: ["HEMOSTAT_HTTP": "nonsense"],
            naming: ["HEMOSTAT_HTTP", "HOST:PORT"]
        ),
        Refusal(words: ["operator", "--state-dir", ""], naming: ["--state-dir"]),
        Refusal(words: ["operator", "--docker", "ssh://box"], naming: ["--docker", "unix://"]),
        Refusal(words: ["operator", "--host-name", "a/b"], naming: ["--host-name"]),
        Refusal(words: ["operator", "--redis", "nonsense"], naming: ["--redis", "redis://"]),
        Refusal(
            words: ["operator"],
            environment: ["REDIS_URL": "http://:hidden@box/0"],
            naming: ["REDIS_URL", "rediss"]
        ),
        Refusal(words: ["operator"], environment: ["REDIS_URL": "redis://:hidden@:99999"], naming: ["REDIS_URL"]),
        Refusal(
            words: ["operator"],
            environment: ["REDIS_HOST": "box", "REDIS_PORT": "hidden"],
            naming: ["REDIS_PORT"]
        ),
        Refusal(words: ["operator"], environment: ["DOCKER_HOST": "hidden"], naming: ["DOCKER_HOST"]),
        Refusal(words: ["operator"], environment: ["LOG_LEVEL": "loud"], naming: ["LOG_LEVEL", "debug"]),
        Refusal(words: ["operator"], environment: ["LOG_FORMAT": "xml"], naming: ["LOG_FORMAT", "json"]),
        Refusal(words: ["operator"], environment: ["AGENT_POLL_INTERVAL": "often"], naming: ["AGENT_POLL_INTERVAL"]),
        Refusal(words: ["operator"], environment: ["AGENT_RETRY_MAX": "0"], naming: ["AGENT_RETRY_MAX"]),
        Refusal(words: ["operator"], environment: ["RESPONDER_DRY_RUN": "maybe"], naming: ["RESPONDER_DRY_RUN"]),
        Refusal(words: ["operator"], environment: ["ALERT_ENABLED": "perhaps"], naming: ["ALERT_ENABLED"]),
        Refusal(words: ["operator"], environment: ["ALERT_MAX_EVENTS": "-1"], naming: ["ALERT_MAX_EVENTS"]),
        Refusal(
            words: ["operator"],
            environment: ["SLACK_WEBHOOK_URL": "hidden"],
            naming: ["SLACK_WEBHOOK_URL", "https://"]
        ),
    ]

    @Test("what makes no sense is refused with exit code 2 and one sentence naming it", arguments: refusals)
    func refuses(refusal: Refusal) async throws {
        let directory = try TemporaryDirectory()
        let place = refusal.words.first == "operator" ? ["operator", "--state-dir", directory.path] : []
        let words = place.isEmpty ? refusal.words : place + refusal.words.dropFirst()
        let run = try await CommandLineRun(words, environment: refusal.environment)
        run.expectFailure(2, saying: refusal.naming)
        #expect(!run.errorOutput.contains("hidden"), "a wrong value may be a secret in the wrong place")
        #expect(Files.names(in: directory.path).isEmpty, "found out before anything was started")
    }

    @Test("a policy directory that cannot be read is refused with exit code 2")
    func unreadable() async throws {
        let directory = try TemporaryDirectory()
        let policies = try directory.makeDirectory("policies")
        chmod(policies, 0)
        // Root reads everything, unless it gives that up.
        let plain = getuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] : []
        let run = try await CommandLineRun(
            ["operator", "--policies", policies, "--state-dir", directory.path],
            wrapper: plain
        )
        run.expectFailure(2, saying: ["--policies", policies, "Permission denied"])
    }

    @Test("status without an operator says how to start one, with exit code 3")
    func statusAlone() async throws {
        let directory = try TemporaryDirectory()
        let run = try await CommandLineRun(["status", "--state-dir", directory.path])
        run.expectFailure(3, saying: [directory.path, "hemostat operator"])
    }

    @Test("a Docker engine that does not answer ends the operator with exit code 3, naming it")
    func noDocker() async throws {
        let directory = try TemporaryDirectory()
        let run = try await CommandLineRun(
            ["operator", "--state-dir", directory.path, "--docker", "unix://\(directory.path)/docker.sock"],
            environment: ["AGENT_RETRY_MAX": "2", "AGENT_RETRY_DELAY": "0.05"]
        )
        run.expectFailure(3, saying: ["\(directory.path)/docker.sock", "--docker"])
    }
}
