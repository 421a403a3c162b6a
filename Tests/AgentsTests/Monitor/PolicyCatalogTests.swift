import HemoStatCore
import SharedState
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
        #expect(catalog.update([], isComplete: false), "the first reading is news, whatever it says")
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

    private func hold(_ name: String, _ selector: ContainerSelector, until seconds: Double) -> Hold {
        let spec = Hold.Spec(selector: selector, owner: "ann", reason: "why", expiresAt: Given.at(seconds))
        return Hold(metadata: ObjectMeta(name: name), spec: spec)
    }

    @Test("holds are what a container's orders tell of, while they are in force")
    func orders() {
        let catalog = PolicyCatalog()
        let container = Given.container()
        #expect(catalog.orders(on: container, now: Given.zero).isEmpty && !catalog.isLoaded)
        let holds = [
            hold("all", ContainerSelector(), until: 60),
            hold("other", ContainerSelector(matchNames: ["db-*"]), until: 60),
            hold("over", ContainerSelector(), until: 0),
        ]
        #expect(catalog.update(DesiredState(holds: holds)))
        #expect(catalog.isLoaded)
        #expect(!catalog.update(DesiredState(holds: holds)), "nothing is new")
        #expect(catalog.orders(on: container, now: Given.zero) == "all@\(Given.at(60))")
        #expect(catalog.orders(on: container, now: Given.at(60)).isEmpty)
        #expect(catalog.update(DesiredState()))
        #expect(catalog.orders(on: container, now: Given.zero).isEmpty)
    }

    @Test("while a hold cannot be read everything is on hold")
    func unreadableHold() {
        let catalog = PolicyCatalog()
        _ = catalog.update(DesiredState(unreadableHolds: 1))
        let container = Given.container()
        #expect(catalog.holds.contains { $0.spec.selector.matches(container) && $0.spec.expiresAt > Given.at(1e9) })
        _ = catalog.update(DesiredState())
        #expect(catalog.holds.isEmpty)
    }

    @Test("a document of the host sets its storm brake")
    func stormBrake() {
        let catalog = PolicyCatalog()
        #expect(catalog.stormBrake(of: "shop") == DockerHost.StormBrake())
        let brake = DockerHost.StormBrake(share: Percentage(20), minimum: 3)
        let host = DockerHost(metadata: ObjectMeta(name: "shop"), spec: .init(endpoint: "unix:///x", stormBrake: brake))
        _ = catalog.update(DesiredState(hosts: [host]))
        #expect(catalog.stormBrake(of: "shop") == brake)
        #expect(catalog.stormBrake(of: "other") == DockerHost.StormBrake())
    }
}
