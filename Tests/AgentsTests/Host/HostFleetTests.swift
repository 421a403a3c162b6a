import CurlTransport
import DockerEngine
import HemoStatCore
import ReconcilerKit
import ServiceLifecycle
import SharedState
import TestSupport
import Testing

@testable import Agents

/// Several Docker hosts in one operator: each contended for by itself, and only where the right engine answers.
@Suite(.serialized) struct HostFleetTests {
    private let redis: TestRedis
    private let transport = CurlTransport()
    private let log = LogSink()
    private let catalog = PolicyCatalog()

    init() async throws { redis = try await TestRedis() }

    /// An engine that says who it is; a new word each time when nil.
    private func engine(_ id: String?) throws -> StubEngine {
        let count = Box(0)
        return try StubEngine { request, _ in
            guard request.path.hasSuffix("/info") else { return nil }
            count.change { $0 += 1 }
            return StubResponse(200, body: #"{"ID":"\#(id ?? "random-\(count.value)")","ServerVersion":"20.10.24"}"#)
        }
    }

    private func fleet(_ given: [String: DockerEndpoint], identity: String = "me") -> HostFleet {
        HostFleet(
            tools: HostTools(
                transport: transport,
                catalog: catalog,
                redis: redis.client,
                calls: MutatingCalls(),
                directory: HostDirectory(),
                identity: identity,
                version: "1",
                resyncEvery: .seconds(30),
                now: { Given.zero },
                logger: log.logger
            ),
            given: given,
            endpoint: { try DockerEndpoint(parsing: $0.spec.endpoint) }
        )
    }

    private func at(_ engine: StubEngine) -> DockerEndpoint { DockerEndpoint(.unix(path: engine.socketPath)) }

    private func holder(_ host: String) async throws -> String? {
        try await redis.client.command("HGET", RedisKeys.lease("host:\(host)"), "holder").asString
    }

    private func isHeld(_ hosts: String..., by holder: String = "me") async throws {
        for host in hosts {
            try await eventually("\(holder) to lead \(host)") { try await self.holder(host) == holder }
        }
    }

    private func close() async {
        await transport.shutdown()
        await redis.close()
    }

    @Test("one that does not answer keeps no other back; documents add hosts, and take them away")
    func each() async throws {
        let (one, two) = (try engine("ONE"), try engine("TWO"))
        let document = DockerHost(metadata: ObjectMeta(name: "b"), spec: .init(endpoint: "unix://\(two.socketPath)"))
        let silent = DockerEndpoint(.unix(path: "/tmp/nobody-listens-here.sock"))
        let fleet = fleet(["a": at(one), "silent": silent])
        try await running(await fleet.run()) {
            try await isHeld("a")
            _ = catalog.update(DesiredState(hosts: [document]))
            try await isHeld("a", "b")
            #expect(try await holder("silent") == nil)
            _ = catalog.update(DesiredState())
            try await eventually("b to be given up") { try await holder("b") == nil }
            #expect(try await holder("a") == "me")
        }
        await close()
    }

    @Test("another engine under a known name is not contended for, and people are told")
    func mismatch() async throws {
        let (one, two) = (try engine("ONE"), try engine("TWO"))
        try await running(await fleet(["a": at(one)]).run()) { try await isHeld("a") }
        let identities = HostIdentities(redis: redis.client)
        let fleet = fleet(["a": at(two), "b": at(two)], identity: "you")
        try await running(await fleet.run()) {
            try await isHeld("b", by: "you")
            try await eventually("the mismatch") {
                try await identities.mismatches()["a"]?.first?.contains("reaches engine TWO") == true
            }
            #expect(try await holder("a") != "you")
        }
        // The right one again: nothing is left of it.
        try await running(await self.fleet(["a": at(one)], identity: "you").run()) {
            try await eventually("no mismatch") { try await identities.mismatches().isEmpty }
        }
        await close()
    }

    @Test("an engine that makes up its ID each time has none, and is led all the same")
    func withoutIdentity() async throws {
        let engine = try engine(nil)
        try await running(await fleet(["a": at(engine)]).run()) { try await isHeld("a") }
        #expect(try await redis.client.command("HLEN", RedisKeys.hostIdentities).asInteger == 0)
        await close()
    }

    @Test("a document that names no usable endpoint is logged, once")
    func unusable() async throws {
        let one = try engine("ONE")
        let document = DockerHost(metadata: ObjectMeta(name: "b"), spec: .init(endpoint: "ftp://b"))
        _ = catalog.update(DesiredState(hosts: [document]))
        try await running(await fleet(["a": at(one)]).run()) { try await isHeld("a") }
        #expect(log.lines.count { $0.contains("docker host not usable") } == 1)
        await close()
    }
}
