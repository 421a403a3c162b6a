import Glibc
import Testing

@testable import SharedState

@Suite struct RedisTLSTests {
    @Test("rediss:// trusts the given authority, checks the name, and refuses what it does not trust")
    func encrypted() async throws {
        let files = TestDirectory()
        try Self.makeCertificates(in: files.path)
        let (redis, port) = try await Self.start(files.path)
        let trusted = RedisEndpoint.Trust.file(path: files.path + "/ca.pem")
        for host in ["localhost", "127.0.0.1"] {
            let client = try RedisClient(RedisEndpoint(.tcp(host: host, port: port), tls: trusted))
            try await client.connect()
            _ = try await client.command("SET", "k", [UInt8](repeating: 1, count: 1 << 20))
            #expect(try await client.command("STRLEN", "k") == .integer(1 << 20))
            await client.close()
        }
        let unknown = try RedisClient(RedisEndpoint(.tcp(host: "localhost", port: port), tls: .system))
        let untrusted = await #expect(throws: RedisError.self) { try await unknown.connect() }
        #expect(untrusted?.message.contains("not signed by a trusted authority") == true)
        let otherName = try RedisClient(RedisEndpoint(.tcp(host: "127.0.0.2", port: port), tls: trusted))
        let misnamed = await #expect(throws: RedisError.self) { try await otherName.connect() }
        #expect(misnamed?.code == .connectFailed)
        let plain = try RedisClient(RedisEndpoint(.tcp(host: "localhost", port: port)))
        let unencrypted = await #expect(throws: RedisError.self) { try await plain.connect() }
        #expect(unencrypted?.code == .connectFailed)
        redis.end()
    }

    @Test("a missing file of authorities is one sentence that names it")
    func missingFile() {
        let endpoint = RedisEndpoint(.tcp(host: "h", port: 1), tls: .file(path: "/nonexistent/ca.pem"))
        let error = #expect(throws: RedisError.self) { try RedisClient(endpoint) }
        #expect(error?.code == .invalidEndpoint)
        #expect(error?.message.contains("/nonexistent/ca.pem") == true)
    }

    /// Starts a TLS server.
    ///
    /// The kernel picks the port of a listener of ours, which then makes way; another process may take it first, so it
    /// is tried again.
    static func start(_ files: String, _ arguments: [String] = []) async throws -> (TestProcess, Int) {
        while true {
            let port = FakeServer().port
            let process = try TestProcess(
                [
                    "redis-server", "--port", "0", "--tls-port", "\(port)", "--tls-cert-file", files + "/redis.pem",
                    "--tls-key-file", files + "/redis.key", "--tls-ca-cert-file", files + "/ca.pem",
                    "--tls-auth-clients", "no", "--save", "", "--bind", "127.0.0.1", "127.0.0.2", "--dir", files,
                    "--logfile", files + "/log",
                ] + arguments
            )
            try await eventually("redis listens or ends") {
                log(files).contains("Ready to accept connections") || log(files).contains("Failed listening")
            }
            if log(files).contains("Ready to accept connections") { return (process, port) }
            process.end()
            unlink(files + "/log")
        }
    }

    private static func log(_ files: String) -> String { SmallFile.read(files + "/log", last: 1 << 16) ?? "" }

    static func makeCertificates(in directory: String) throws {
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        #expect(
            try TestProcess(
                ["openssl", "req", "-x509", "-days", "2", "-subj", "/CN=test authority"] + curve
                    + ["-keyout", directory + "/ca.key", "-out", directory + "/ca.pem"]
            ).wait() == 0
        )
        #expect(
            try TestProcess(
                ["openssl", "req", "-x509", "-days", "2", "-subj", "/CN=redis"] + curve
                    + ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
                    + ["-addext", "basicConstraints=critical,CA:FALSE"]
                    + ["-CA", directory + "/ca.pem", "-CAkey", directory + "/ca.key"]
                    + ["-keyout", directory + "/redis.key", "-out", directory + "/redis.pem"]
            ).wait() == 0
        )
    }
}
