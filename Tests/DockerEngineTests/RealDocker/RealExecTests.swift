import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Commands {
        private static let patience = Duration.seconds(60)
        /// Ends at once when it is stopped, unlike a bare `sleep` as process 1.
        private static let idle = #""Cmd":["sh","-c","trap exit TERM; while :; do sleep 3600 & wait; done"]"#

        @Test("exit codes, and what was printed on both outputs")
        func exitCodes() async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(Self.idle) { name in
                    for code in [0, 3, 255] {
                        let script = "echo out; echo err >&2; exit \(code)"
                        let result = try await engine.client.exec(
                            name,
                            command: ["sh", "-c", script],
                            timeout: Self.patience,
                            maximumOutputBytes: 4096
                        )
                        #expect(result.exitCode == code)
                        #expect(!result.timedOut)
                        #expect(!result.isTruncated)
                        #expect(result.output.lines.filter { $0.source == .output }.map(\.text) == ["out"])
                        #expect(result.output.lines.filter { $0.source == .error }.map(\.text) == ["err"])
                    }
                }
            }
        }

        @Test("a flood of output is read to its end, and its newest lines are kept")
        func flood() async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(Self.idle) { name in
                    let result = try await engine.client.exec(
                        name,
                        command: ["sh", "-c", "seq 1 300000; exit 7"],
                        timeout: Self.patience,
                        maximumOutputBytes: 1000
                    )
                    #expect(result.exitCode == 7)
                    #expect(result.isTruncated)
                    #expect(result.output.lines.last?.text == "300000")
                    #expect((900...1000).contains(result.output.text.utf8.count))
                }
            }
        }

        @Test("a command that does not end is left behind, one that only closes its output is waited for")
        func deadline() async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(Self.idle) { name in
                    let slow = try await engine.client.exec(
                        name,
                        command: ["sh", "-c", "echo begun; sleep 300"],
                        timeout: .seconds(2),
                        maximumOutputBytes: 4096
                    )
                    #expect(slow.timedOut)
                    #expect(slow.exitCode == nil)
                    let quiet = try await engine.client.exec(
                        name,
                        command: ["sh", "-c", "exec >&- 2>&-; sleep 1; exit 5"],
                        timeout: Self.patience,
                        maximumOutputBytes: 4096
                    )
                    #expect(quiet.exitCode == 5)
                }
            }
        }

        @Test("a command that cannot be started says so by its exit code", arguments: ["/no/such/binary", "/etc"])
        func missing(binary: String) async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(Self.idle) { name in
                    do throws(DockerError) {
                        let result = try await engine.client.exec(
                            name,
                            command: [binary, "--password=hunter2"],
                            timeout: Self.patience,
                            maximumOutputBytes: 4096
                        )
                        #expect([126, 127].contains(result.exitCode))
                        #expect(result.output.text.contains(binary))
                    } catch {
                        // Podman refuses to start it.
                        #expect([.badRequest, .notFound, .serverError].contains(error.code), "\(error)")
                        #expect(!error.description.contains("hunter2"))
                    }
                }
            }
        }

        @Test("a container that is paused, stopped or gone runs nothing")
        func wrongState() async throws {
            try await RealEngine.use { engine in
                func code(_ name: String) async -> DockerError.Code? {
                    let error = await failure { () async throws(DockerError) in
                        try await engine.client.exec(
                            name,
                            command: ["true"],
                            timeout: Self.patience,
                            maximumOutputBytes: 99
                        )
                    }
                    #expect(error?.mayHaveHappened != true)
                    return error?.code
                }
                try await engine.withContainer(Self.idle) { name in
                    try await engine.pause(name)
                    #expect(await code(name) == .conflict)
                }
                try await engine.withContainer(Self.idle, starts: false) { name in
                    #expect(await code(name) == .conflict)
                }
                #expect(await code("hs-de-missing") == .notFound)
            }
        }

        @Test("a container that stops ends its commands")
        func stopped() async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(Self.idle) { name in
                    let script = "echo begun > /tmp/begun; sleep 300"
                    try await withThrowingTaskGroup { group in
                        group.addTask {
                            do throws(DockerError) {
                                let result = try await engine.client.exec(
                                    name,
                                    command: ["sh", "-c", script],
                                    timeout: Self.patience,
                                    maximumOutputBytes: 99
                                )
                                #expect(result.exitCode == 137)
                            } catch {
                                #expect(error.code == .conflict, "\(error)")
                                #expect(error.mayHaveHappened)
                            }
                        }
                        try await eventually("the command's start") {
                            let look = ["test", "-e", "/tmp/begun"]
                            let result = try await engine.client.exec(
                                name,
                                command: look,
                                timeout: Self.patience,
                                maximumOutputBytes: 99
                            )
                            return result.exitCode == 0
                        }
                        _ = try await engine.client.stopContainer(name, timeout: .zero, margin: .seconds(30))
                        try await group.waitForAll()
                    }
                }
            }
        }
    }
}
