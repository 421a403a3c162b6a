import TestSupport
import Testing

extension RealDocker {
    /// Why an operator ends as soon as it started, told apart by sentence and exit code.
    @Suite struct OperatorStart {
        private static let impatient = ["AGENT_RETRY_MAX": "2", "AGENT_RETRY_DELAY": "0.05"]

        @Test("a Redis that does not answer: exit code 3, and never its password")
        func noRedis() async throws {
            let directory = try TemporaryDirectory()
            let run = try await CommandLineRun(
                ["operator", "--state-dir", directory.path, "--http", "127.0.0.1:0"],
                environment: Self.impatient.merging(["REDIS_URL": "unix://:hidden@\(directory.path)/none.sock"]) { $1 }
            )
            run.expectFailure(3, saying: ["redis", "none.sock", "REDIS_URL"])
            #expect(!run.errorOutput.contains("hidden"))
        }

        @Test("a port in use: exit code 1, naming the address")
        func portInUse() async throws {
            let other = try StubHTTPServer()
            let directory = try TemporaryDirectory()
            let address = "127.0.0.1:\(other.port)"
            let run = try await CommandLineRun(["operator", "--state-dir", directory.path, "--http", address])
            run.expectFailure(1, saying: ["--http \(address)", "in use"])
            #expect(directory.processesWithin().isEmpty, "its private Redis ended with it")
        }

        @Test("a state directory that another operator has: exit code 1, naming the process, which goes on")
        func secondOperator() async throws {
            try await Ward.open { ward in
                let first = try await ward.startOperator()
                let run = try await CommandLineRun(
                    ["operator", "--state-dir", first.stateDirectory.path, "--http", "127.0.0.1:0"]
                )
                run.expectFailure(1, saying: [first.stateDirectory.path, "\(first.process.pid)"])
                #expect(try first.get("/readyz").status == 200)
                #expect(try await first.client(["status"]).exit == .code(0))
            }
        }

        @Test("a state directory too long for a socket in it: exit code 1, naming the limit")
        func longStateDirectory() async throws {
            let directory = try TemporaryDirectory()
            let long = directory.file(String(repeating: "x", count: 100))
            let run = try await CommandLineRun(["operator", "--state-dir", long, "--http", "127.0.0.1:0"])
            run.expectFailure(1, saying: [long, "107"])
        }
    }
}
