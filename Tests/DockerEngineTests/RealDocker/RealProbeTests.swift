import CurlTransport
import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Probes {
        private static let patience = Duration.seconds(60)

        @Test("a container's ports: one listens, one refuses, and once it has gone nobody is there")
        func ports() async throws {
            try await RealEngine.use { engine in
                let script = "while :; do nc -l -p 8080 >/dev/null </dev/null; done"
                let transport = CurlTransport()
                var address = ""
                try await engine.withContainer(#""Cmd":["sh","-c","\#(script)"]"#) { name in
                    address = try #require(try await engine.client.inspectContainer(name).ipAddress)
                    try await eventually("the port") {
                        (try? await transport.connect(host: address, port: 8080, timeout: Self.patience)) != nil
                    }
                    let closed = await #expect(throws: CurlError.self) {
                        try await transport.connect(host: address, port: 8081, timeout: Self.patience)
                    }
                    #expect(closed?.code == .couldNotConnect)
                }
                let gone = await #expect(throws: CurlError.self) {
                    try await transport.connect(host: address, port: 8080, timeout: Self.patience)
                }
                // Another suite's container may have got the address meanwhile, and refuse.
                #expect([.unreachable, .couldNotConnect].contains(gone?.code), "\(String(describing: gone))")
                await transport.shutdown()
            }
        }
    }
}
