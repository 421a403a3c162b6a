import Testing

@testable import DockerEngine

/// What goes over the wire, and what never does.
@Suite struct RequestTests {
    private func targets(_ body: (DockerClient) async throws -> Void) async throws -> [String] {
        let stub = try StubEngine.speaking { request, connection in
            connection.reply(request.method == "POST" ? 204 : 200, request.method == "POST" ? "" : "[]")
        }
        try await withStub(stub) { try await body($0) }
        return stub.requests.filter { $0.target != "/version" }.map { "\($0.method) \($0.target)" }
    }

    @Test("the list asks for all and for filters")
    func list() async throws {
        let targets = try await targets { client in
            _ = try await client.listContainers(all: true)
            _ = try await client.listContainers(all: false, filters: ["label": ["a=b"]])
        }
        #expect(
            targets == [
                "GET /v1.41/containers/json?all=true",
                "GET /v1.41/containers/json?all=false&filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D",
            ]
        )
    }

    @Test(
        "stop timeouts are whole seconds, rounded up",
        arguments: [
            (.zero, 0), (.milliseconds(1), 1), (.seconds(10), 10), (.milliseconds(10_001), 11), (.seconds(-3), 0),
        ] as [(Duration, Int)]
    )
    func timeouts(timeout: Duration, seconds: Int) async throws {
        let targets = try await targets { client in
            try await client.restartContainer("web", timeout: timeout, margin: .seconds(5))
            _ = try await client.stopContainer("web", timeout: timeout, margin: .seconds(5))
            _ = try await client.startContainer("web", timeout: .seconds(5))
        }
        #expect(
            targets == [
                "POST /v1.41/containers/web/restart?t=\(seconds)", "POST /v1.41/containers/web/stop?t=\(seconds)",
                "POST /v1.41/containers/web/start",
            ]
        )
    }

    @Test(
        "a reference that could leave its path is never sent",
        arguments: ["", "..", "a/b", "a?all=1", "/web", "a b"]
    )
    func references(id: String) async throws {
        let targets = try await targets { client in
            for error in [
                await failure { () async throws(DockerError) in try await client.inspectContainer(id) },
                await failure { () async throws(DockerError) in try await client.statsOnce(id) },
                await failure { () async throws(DockerError) in
                    try await client.logTail(id, lines: 1, maximumBytes: 1)
                },
                await failure { () async throws(DockerError) in
                    try await client.restartContainer(id, timeout: .zero, margin: .zero)
                },
            ] {
                #expect(error?.code == .invalidRequest)
                #expect(error?.mayHaveHappened == false)
            }
        }
        #expect(targets.isEmpty)
    }

    @Test("a signal goes only to engines that know the parameter")
    func signals() async throws {
        let old = try await targets { client in
            let error = await failure { () async throws(DockerError) in
                try await client.stopContainer("web", timeout: .zero, margin: .zero, signal: "SIGINT")
            }
            #expect(error?.code == .apiVersionUnsupported)
        }
        #expect(old.isEmpty)
        let stub = try StubEngine.speaking("1.43") { $1.reply(204) }
        try await withStub(stub) { client in
            try await client.restartContainer("web", timeout: .zero, margin: .zero, signal: "SIGINT")
            let error = await failure { () async throws(DockerError) in
                try await client.stopContainer("web", timeout: .zero, margin: .zero, signal: "INT&t=9")
            }
            #expect(error?.code == .invalidRequest)
        }
        #expect(stub.targets == ["/v1.43/containers/web/restart?t=0&signal=SIGINT"])
    }

    @Test("events are asked for with a start and a filter without health checks' noise")
    func events() async throws {
        let targets = try await targets { client in
            _ = try await client.events(since: 1_795_359_638_993_437_130, actions: [.die], filters: ["label": ["a"]])
        }
        let filters = #"{"event":["die","died"],"label":["a"],"type":["container"]}"#
        let expected = "GET /v1.41/events?filters=\(PercentEncoding.query(filters))&since=1795359638.993437130"
        #expect(targets == [expected])
    }

    @Test("tcp endpoints are spoken to over tcp")
    func loopback() async throws {
        let stub = try StubEngine.speaking(on: .loopback) { $1.reply(200, #"{"ID":"tcp"}"#) }
        try await withStub(stub) { client in
            let info = try await client.info()
            #expect(info.id == "tcp")
        }
    }
}
