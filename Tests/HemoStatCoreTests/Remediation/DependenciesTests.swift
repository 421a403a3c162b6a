import Testing

@testable import HemoStatCore

@Suite("Dependencies")
struct DependenciesTests {
    @Test(
        "reads Compose's label as its versions write it, and leaves out what makes no sense",
        arguments: [
            ("db:service_healthy:false,redis:service_started:true", ["db healthy", "redis started"]),
            ("db,redis", ["db started", "redis started"]), ("", []), (",,:", []), ("db", ["db started"]),
            ("migrate:service_completed_successfully:false", ["migrate completed"]),
            (" db : service_healthy ", ["db healthy"]), ("db:who_knows:false", ["db started"]),
            (":service_healthy:false,db", ["db started"]), ("db,db:service_healthy:true", ["db started"]),
        ]
    )
    func label(text: String, expected: [String]) {
        let container = Given.container { $0.labels[ComposeDependency.label] = text }
        #expect(ComposeDependency.of(container).map { "\($0.service) \($0.condition)" } == expected)
    }

    @Test("a label of thousands of services is cut")
    func long() {
        let text = (0..<5000).map { "s\($0)" }.joined(separator: ",")
        let container = Given.container { $0.labels[ComposeDependency.label] = text }
        #expect(ComposeDependency.of(container).count == 256)
    }

    private func parents(of name: String, _ members: [HostPicture.Member]) -> [String] {
        let containers = members.map(\.container)
        guard let child = containers.first(where: { $0.name == name }) else { return ["?"] }
        return Dependencies(containers).parents(of: child).map(\.name)
    }

    @Test("parents are the containers of the services it needs, in its own project, and whose network it shares")
    func parents() {
        let members = [
            Given.member("web-1", project: "shop", service: "web", needs: "db,cache,web,gone") {
                $0.container.networkMode = "container:vpn"
            },
            Given.member("web-2", project: "shop", service: "web"),
            Given.member("db-1", project: "shop", service: "db"), Given.member("db-2", project: "shop", service: "db"),
            Given.member("cache", project: "other", service: "cache"), Given.member("vpn"),
            Given.member("db-run", project: "shop", service: "db") {
                $0.container.labels["com.docker.compose.oneoff"] = "True"
            },
            Given.member("loose", service: "web", needs: "db"),
        ]
        #expect(parents(of: "web-1", members) == ["db-1", "db-2", "vpn"])
        #expect(parents(of: "db-1", members) == [])
        #expect(parents(of: "loose", members) == [], "without a project there are no services")
    }

    @Test(
        "a network's container is found by full ID, name, or the beginning of its ID, and is never itself",
        arguments: [
            ("container:\(Given.id(of: "vpn"))", ["vpn"]), ("container:vpn", ["vpn"]),
            ("container:\(Given.id(of: "vpn").prefix(12))", ["vpn"]), ("container:vp", []), ("container:", []),
            ("container:gone", []), ("container:web", []), ("bridge", []), ("host", []), ("", []),
        ] as [(String, [String])]
    )
    func network(mode: String, expected: [String]) {
        let members = [Given.member("web") { $0.container.networkMode = mode }, Given.member("vpn")]
        #expect(parents(of: "web", members) == expected)
    }

    @Test("the beginning of two IDs is nobody's")
    func ambiguous() {
        let members = ["a", "b"].map { name in
            Given.member(name) {
                $0.container.key = ContainerKey(host: "default", id: String(repeating: "0", count: 63) + name)
            }
        }
        let child = Given.member("web") { $0.container.networkMode = "container:000000000000" }
        #expect(parents(of: "web", members + [child]) == [])
    }

    @Test("where the network's container is gone, the one in its place is the parent")
    func heir() {
        let vpn = Given.member("vpn")
        let child = Given.member("web") {
            $0.container.networkMode = "container:before"
            $0.container.networkParent = NetworkParent(id: vpn.container.key.id, name: "vpn", exists: false)
        }
        #expect(parents(of: "web", [child, vpn]) == ["vpn"])
        let needs = Dependencies([child, vpn].map(\.container)).needs(of: child.container)
        #expect(needs.map(\.kind) == [.network(isGone: true)])
        #expect(parents(of: "web", [child]) == [])
    }

    @Test("circles are found, however long")
    func cycles() {
        let names = (0..<50).map { "s\($0)" }
        let containers = names.indices.map { index in
            Given.member(names[index], project: "p", service: names[index], needs: names[(index + 1) % names.count])
                .container
        }
        let dependencies = Dependencies(containers)
        #expect(dependencies.isCycle(containers[1], containers[0]))
        #expect(dependencies.isCycle(containers[0], containers[49]))
        let open = Dependencies(Array(containers.dropLast()))
        #expect(!open.isCycle(containers[1], containers[0]))
    }
}
