import Testing

@testable import HemoStatCore

@Suite("NetworkParents")
struct NetworkParentsTests {
    private static func id(_ character: Character) -> String { String(repeating: character, count: 64) }

    private func container(
        _ id: Character,
        _ name: String,
        network: String = "bridge",
        _ change: (inout ContainerObservation) -> Void = { _ in }
    ) -> ContainerObservation {
        Given.container {
            $0.key = ContainerKey(host: "default", id: Self.id(id))
            ($0.name, $0.networkMode) = (name, network)
            change(&$0)
        }
    }

    private func parent(
        _ parents: NetworkParents = NetworkParents(),
        of child: ContainerObservation,
        among others: [ContainerObservation],
        isComplete: Bool = true
    ) -> NetworkParent? {
        let all = others + [child]
        return parents.parent(
            of: child,
            isComplete: isComplete,
            read: { id in all.first { $0.key.id == id } },
            all: { all }
        )
    }

    private var vpn: ContainerObservation { container("a", "vpn") { $0.startedAt = Given.at(-5) } }

    @Test(
        "found by its ID, its name or the beginning of its ID",
        arguments: ["container:\(id("a"))", "container:vpn", "container:\(id("a").prefix(12))"]
    )
    func found(mode: String) {
        let found = parent(of: container("c", "app", network: mode), among: [vpn, container("b", "db")])
        #expect(found == NetworkParent(id: Self.id("a"), name: "vpn", startedAt: Given.at(-5), status: .running))
    }

    @Test(
        "a network of its own has no parent, and nobody is their own",
        arguments: ["bridge", "host", "none", "", "container:"]
    )
    func none(mode: String) {
        #expect(parent(of: container("c", "app", network: mode), among: [vpn]) == nil)
        #expect(parent(of: container("c", "app", network: "container:app"), among: [vpn])?.id == nil)
    }

    @Test("what is not found may still be there while not everything was read")
    func incomplete() {
        let child = container("c", "app", network: "container:\(Self.id("f"))")
        #expect(parent(of: child, among: [vpn], isComplete: false) == NetworkParent(id: nil, name: ""))
        #expect(parent(of: child, among: [vpn]) == NetworkParent(id: nil, name: "", exists: false))
    }

    @Test("one that is gone is remembered for its children: who has its role or its name is its heir")
    func heir() {
        let child = container("c", "app", network: "container:\(Self.id("a"))")
        let other = container("b", "db")
        var parents = NetworkParents()
        parents.remember(vpn, among: [child, other])
        #expect(parent(parents, of: child, among: [other]) == NetworkParent(id: nil, name: "vpn", exists: false))
        let heir = container("d", "vpn") { $0.startedAt = Given.at(7) }
        let found = parent(parents, of: child, among: [other, heir])
        #expect(
            found
                == NetworkParent(id: Self.id("d"), name: "vpn", startedAt: Given.at(7), status: .running, exists: false)
        )
        let labels = ["com.docker.compose.project": "p", "com.docker.compose.service": "vpn"]
        var composed = NetworkParents()
        composed.remember(container("a", "p_vpn_1") { $0.labels = labels }, among: [child])
        let renamed = container("e", "0123_p_vpn_1") { $0.labels = labels }
        #expect(parent(composed, of: child, among: [other, renamed])?.id == Self.id("e"))
    }

    @Test("nobody's parent is forgotten, and so is one whose children are gone")
    func forgets() {
        let child = container("c", "app", network: "container:\(Self.id("a"))")
        var parents = NetworkParents()
        parents.remember(container("b", "db"), among: [child])
        #expect(parents == NetworkParents())
        parents.remember(vpn, among: [child])
        #expect(parents != NetworkParents())
        parents.remember(child, among: [])
        #expect(parents == NetworkParents())
    }

    @Test("nobody remembers: Compose's depends_on tells where it names one service only")
    func compose() {
        func member(
            _ id: Character,
            _ service: String,
            _ network: String = "x",
            needs: String = ""
        ) -> ContainerObservation {
            container(id, "p-\(service)-1", network: network) {
                $0.labels = [
                    "com.docker.compose.project": "p", "com.docker.compose.service": service,
                    "com.docker.compose.depends_on": needs,
                ]
            }
        }
        func heir(needs: String, _ others: [ContainerObservation]) -> String? {
            let child = member("c", "app", "container:\(Self.id("f"))", needs: needs)
            return parent(of: child, among: others)?.id
        }
        let (vpn, db) = (member("a", "vpn"), member("b", "db"))
        #expect(heir(needs: "vpn:service_started:false", [vpn, db]) == Self.id("a"))
        #expect(heir(needs: "vpn:service_started:false,db:service_started:false", [vpn, db]) == nil)
        #expect(heir(needs: "", [vpn, db]) == nil)
        #expect(heir(needs: "vpn", [member("d", "vpn", "container:\(Self.id("f"))")]) == nil)
    }
}
