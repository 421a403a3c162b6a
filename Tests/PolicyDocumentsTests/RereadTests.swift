import FoundationEssentials
import Testing

@testable import HemoStatCore
@testable import PolicyDocuments

/// What was accepted, written out again from its Swift value and read again, is the same.
@Suite(.timeLimit(.minutes(2))) struct RereadTests {
    @Test("policies")
    func policies() throws { try reread(HealthPolicy.self, HealthPolicySchema.resource, rounds: 150) }

    @Test("hosts")
    func hosts() throws { try reread(DockerHost.self, DockerHostSchema.resource, rounds: 100) }

    @Test("routes")
    func routes() throws { try reread(AlertRoute.self, AlertRouteSchema.resource, rounds: 100) }

    @Test("holds")
    func holds() throws { try reread(Hold.self, HoldSchema.resource, rounds: 100) }

    @Test("sources")
    func sources() throws { try reread(GitSource.self, GitSourceSchema.resource, rounds: 100) }

    @Test("policy tests")
    func tests() throws { try reread(PolicyTest.self, PolicyTestSchema.resource, rounds: 100) }

    @Test("containers")
    func containers() throws { try reread(Container.self, ContainerSchema.resource, rounds: 50) }

    @Test("remediations")
    func remediations() throws { try reread(Remediation.self, RemediationKindSchema.resource, rounds: 50) }

    @Test("events")
    func events() throws { try reread(Event.self, EventSchema.resource, rounds: 50) }

    @Test("leases")
    func leases() throws { try reread(Lease.self, LeaseSchema.resource, rounds: 50) }

    private func reread<Kind: Resource>(_: Kind.Type, _ schema: ResourceSchema, rounds: Int) throws {
        var documents = RandomDocuments(of: schema, seed: UInt64(rounds))
        var accepted = 0
        for _ in 0..<rounds {
            let text = YAMLEmitter(documents.next()).text
            guard let first: Kind = try read(text, schema) else { continue }
            accepted += 1
            let json = String(decoding: try JSONEncoder().encode(first), as: UTF8.self)
            let second: Kind? = try read(json, schema)
            #expect(second == first, "\(text)\n\(json)")
        }
        #expect(accepted * 3 > rounds, "only \(accepted) of \(rounds) were accepted")
    }

    /// Through the loader, as far as it takes the kind; nil when it is refused.
    private func read<Kind: Resource>(_ text: String, _ schema: ResourceSchema) throws -> Kind? {
        let file = Kind.kind == PolicyTest.kind ? "f.test.yaml" : "f.yaml"
        if schema.isWrittenByOperator {
            return YAMLText.documents(text).first?.node.flatMap { schema.read($0, as: Kind.self).resource }
        }
        let load = PolicyLoader.load(Array(text.utf8), file: file)
        if let policy = load.policies.first { return policy as? Kind }
        return try load.others.first.map { try DocumentDecoder.decode(Kind.self, from: $0.document) }
    }
}
