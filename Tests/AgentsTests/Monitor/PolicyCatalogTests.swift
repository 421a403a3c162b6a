import HemoStatCore
import Testing

@testable import Agents

@Suite struct PolicyCatalogTests {
    private func policy(_ name: String, image: String) -> HealthPolicy {
        var policy = Given.policy { $0.selector = ContainerSelector(matchImages: [image]) }
        policy.metadata.name = name
        return policy
    }

    private func names(_ catalog: PolicyCatalog, _ container: ContainerObservation) -> [String] {
        catalog.resolve(container).policies.map(\.name)
    }

    @Test("an update says whether anything changed, and the next resolution knows it")
    func update() {
        let catalog = PolicyCatalog()
        let container = Given.container()
        #expect(catalog.resolve(container) == ResolvedPolicy())
        #expect(catalog.update([policy("a", image: "*")]))
        #expect(names(catalog, container) == ["a"])
        #expect(!catalog.update([policy("a", image: "*")]))
        #expect(catalog.update([policy("b", image: "*")]))
        #expect(names(catalog, container) == ["b"])
        #expect(catalog.policies.map(\.name) == ["b"])
        #expect(catalog.update([]))
        #expect(names(catalog, container).isEmpty)
    }

    @Test("the fallback binds nothing before all policies are known, and nothing any more when they got lost")
    func fallback() {
        var fallback = Given.policy()
        fallback.metadata.name = "built-in"
        let catalog = PolicyCatalog(fallback: fallback)
        let container = Given.container()
        #expect(names(catalog, container).isEmpty, "nothing was read yet")
        #expect(!catalog.update([], isComplete: false))
        #expect(catalog.update([policy("other", image: "other")], isComplete: false))
        #expect(names(catalog, container).isEmpty, "what binds it may not be read yet")
        #expect(catalog.update([policy("other", image: "other")]))
        #expect(names(catalog, container) == ["built-in"])
        #expect(catalog.update([policy("a", image: "*")]))
        #expect(names(catalog, container) == ["a"])
        #expect(catalog.update([], isComplete: false), "a Redis that came back empty")
        #expect(names(catalog, container).isEmpty)
    }

    @Test("what was resolved is remembered as long as name, image and labels stay")
    func memo() {
        let catalog = PolicyCatalog()
        var byName = Given.policy { $0.selector = ContainerSelector(matchNames: ["web-1"]) }
        byName.metadata.name = "named"
        var byLabel = Given.policy { $0.selector = ContainerSelector(matchLabels: ["tier": "front"]) }
        byLabel.metadata.name = "labelled"
        _ = catalog.update([byName, byLabel, policy("imaged", image: "acme/*")])
        var container = Given.container()
        #expect(names(catalog, container) == ["imaged", "named"])
        container.status = .exited
        container.health = .none
        #expect(names(catalog, container) == ["imaged", "named"])
        container.labels = ["tier": "front"]
        #expect(names(catalog, container) == ["imaged", "labelled", "named"])
        container.name = "renamed"
        #expect(names(catalog, container) == ["imaged", "labelled"])
        container.image = "other"
        #expect(names(catalog, container) == ["labelled"])
        catalog.forget(container.key.id)
        #expect(names(catalog, container) == ["labelled"])
    }

    @Test("containers do not share what is remembered")
    func separate() {
        let catalog = PolicyCatalog()
        _ = catalog.update([policy("a", image: "acme/*")])
        let other = Given.container { container in
            container.key = ContainerKey(host: "default", id: "beef")
            container.image = "other"
        }
        #expect(names(catalog, Given.container()) == ["a"])
        #expect(names(catalog, other).isEmpty)
    }

    @Test("the operator's own container is bound by nothing")
    func itself() {
        let catalog = PolicyCatalog(operatorContainerID: Given.id)
        _ = catalog.update([policy("a", image: "*")])
        #expect(names(catalog, Given.container()).isEmpty)
    }
}
