import CurlTransport
import Synchronization
import Testing

@testable import DockerEngine

/// Two networks, a volume, and a neighbour that shares its volumes: what containers refer to, and their removal.
final class TwinBench: Sendable {
    let engine: RealEngine
    let networks: [String]
    let volume: String
    /// A running container's name.
    let neighbour: String
    private let octet: Int
    private let containers = Mutex<Set<String>>([])
    private let images = Mutex<[String]>([])

    private init(_ engine: RealEngine) {
        self.engine = engine
        let name = RealEngine.uniqueName()
        networks = [name + "-a", name + "-b"]
        volume = name
        neighbour = name + "-n"
        octet = Int.random(in: 1...254)
    }

    /// An address in a network, the same for all: a twin takes it over.
    func address(_ network: Int) -> String { "10.\(191 + network).\(octet).77" }

    static func use(_ engine: RealEngine, _ body: (TwinBench) async throws -> Void) async throws {
        let bench = TwinBench(engine)
        do {
            try await bench.prepare()
            try await body(bench)
        } catch {
            try? await bench.clear()
            throw error
        }
        try await bench.clear()
    }

    private func prepare() async throws {
        for (index, network) in networks.enumerated() {
            let subnet = "10.\(191 + index).\(octet).0/24"
            try await engine.post(
                "/networks/create",
                #"{"Name":"\#(network)","CheckDuplicate":true,"IPAM":{"Config":[{"Subnet":"\#(subnet)"}]}}"#
            )
        }
        try await engine.post("/volumes/create", #"{"Name":"\#(volume)"}"#)
        let settings =
            #""Cmd":["sleep","3000"],"Volumes":{"/shared":{}},"HostConfig":{"NetworkMode":"\#(networks[0])"}"#
        let id = try await make(settings, name: neighbour)
        // Links on the default bridge want it there too.
        try await engine.connect(id, to: "bridge", "{}")
        _ = try await engine.client.startContainer(id, timeout: .seconds(30))
    }

    private func clear() async throws {
        for id in containers.withLock({ $0 }) { try? await engine.remove(id) }
        for image in images.withLock({ $0 }) { _ = try? await engine.send(.delete, "/images/\(image)?force=true") }
        for network in networks { try await engine.send(.delete, "/networks/\(network)") }
        try await engine.send(.delete, "/volumes/\(volume)")
    }

    func addImage(_ id: String) { images.withLock { $0.append(id) } }

    /// Makes a container with these members of the create document; its id.
    func make(
        _ settings: String,
        name: String = RealEngine.uniqueName(),
        image: String = RealEngine.image
    ) async throws -> String {
        // Clients always send a HostConfig; without one Docker leaves its defaults out.
        let all = [#""Image":"\#(image)""#, settings, settings.contains("HostConfig") ? "" : #""HostConfig":{}"#]
        let members = all.filter { !$0.isEmpty }.joined(separator: ",")
        let answer = try await engine.post("/containers/create?name=\(name)", "{\(members)}")
        let id = try #require(answer[key: "Id"]?.text)
        containers.withLock { _ = $0.insert(id) }
        return id
    }

    /// Puts a twin in a container's place, which is removed, and compares the two; the twin's id.
    func recreate(
        _ id: String,
        _ comment: String = "",
        except fields: [String] = []
    ) async throws -> String {
        let client = engine.client
        let before = try await inspect(id)
        let blueprint = try await client.containerBlueprint(id)
        #expect(try await client.imageID(named: blueprint.imageName) == blueprint.imageID)
        let new = try await replace(id, with: blueprint)
        let after = try await inspect(new)
        let old = TwinFacts(before, except: fields)
        let twin = TwinFacts(after, except: fields)
        #expect(old.facts.subtracting(twin.facts).sorted() == [], "lost with \(comment)")
        #expect(twin.facts.subtracting(old.facts).sorted() == [], "added with \(comment)")
        #expect(twin.id != old.id)
        return new
    }

    /// Stops, renames and removes a container once its successor runs, or was made if it did not run itself.
    func replace(_ id: String, with blueprint: ContainerBlueprint) async throws -> String {
        let client = engine.client
        _ = try await client.stopContainer(id, timeout: .zero, margin: .seconds(20))
        try await client.renameContainer(id, to: blueprint.name + ".old", timeout: .seconds(20))
        let created = try await client.createContainer(blueprint, name: blueprint.name, timeout: .seconds(20))
        containers.withLock { _ = $0.insert(created.id) }
        #expect(created.warnings.isEmpty)
        for network in created.unconnected { try await client.connect(created.id, to: network, timeout: .seconds(20)) }
        #expect(try await client.inspectContainer(created.id).imageID == blueprint.imageID)
        if blueprint.isRunning { #expect(try await client.startContainer(created.id, timeout: .seconds(30)) == .done) }
        try await client.removeContainer(id, removeAnonymousVolumes: false, timeout: .seconds(20))
        containers.withLock { _ = $0.remove(id) }
        return created.id
    }

    func discard(_ id: String) async throws {
        try await engine.remove(id)
        containers.withLock { _ = $0.remove(id) }
    }

    private func inspect(_ id: String) async throws -> EngineValue {
        try await engine.send(.get, "/containers/\(id)/json")
    }
}

extension RealEngine {
    func connect(_ container: String, to network: String, _ settings: String) async throws {
        try await post("/networks/\(network)/connect", #"{"Container":"\#(container)","EndpointConfig":\#(settings)}"#)
    }
}
