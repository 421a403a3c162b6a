import HemoStatCore
import Testing

@testable import Agents

@Suite struct HostInventoryTests {
    private let inventory = HostInventory(host: "default")

    @Test("a container heard of but not read yet needs reading, once")
    func unseen() {
        #expect(!inventory.needsInspection(Given.id))
        inventory.markDirty(Given.id)
        #expect(inventory.needsInspection(Given.id))
        #expect(inventory.ids == [Given.id])
        #expect(inventory.container(Given.id) == nil)
        inventory.willInspect(Given.id)
        inventory.put(Given.container())
        #expect(!inventory.needsInspection(Given.id))
        #expect(inventory.ids == [Given.id])
    }

    @Test("an event while it is read for the first time makes it dirty again")
    func eventDuringFirstInspection() {
        inventory.markDirty(Given.id)
        inventory.willInspect(Given.id)
        inventory.markDirty(Given.id)
        inventory.put(Given.container())
        #expect(inventory.needsInspection(Given.id))
        inventory.willInspect(Given.id)
        inventory.put(Given.container())
        #expect(!inventory.needsInspection(Given.id))
    }

    @Test("an event while it is read again makes it dirty again")
    func eventDuringInspection() {
        inventory.put(Given.container())
        inventory.markDirty(Given.id)
        inventory.willInspect(Given.id)
        #expect(!inventory.needsInspection(Given.id))
        inventory.markDirty(Given.id)
        inventory.put(Given.container())
        #expect(inventory.needsInspection(Given.id))
    }

    @Test("an inspection keeps the sample and what events told of the end")
    func kept() {
        inventory.put(Given.container())
        #expect(inventory.put(Given.sample, of: Given.id))
        inventory.record(ContainerEvent(action: .kill(signal: 15), at: Given.at(1)), of: Given.id)
        inventory.record(ContainerEvent(action: .die(exitCode: 143), at: Given.at(2)), of: Given.id)
        inventory.put(Given.container { $0.status = .exited })
        let container = inventory.container(Given.id)
        #expect(container?.status == .exited)
        #expect(container?.sample == Given.sample)
        #expect(container?.stop.requestedAt == Given.at(2))
        #expect(container?.stop.diedAt == Given.at(2))
    }

    @Test("events that come before the first inspection are not lost")
    func earlyEvents() {
        inventory.record(ContainerEvent(action: .kill(signal: 9), at: Given.at(1)), of: Given.id)
        inventory.record(ContainerEvent(action: .die(exitCode: 137), at: Given.at(1)), of: Given.id)
        inventory.put(Given.container { $0.status = .exited })
        #expect(inventory.container(Given.id)?.stop.requestedAt == Given.at(1))
        inventory.record(ContainerEvent(action: .start, at: Given.at(3)), of: Given.id)
        #expect(inventory.container(Given.id)?.stop.requestedAt == nil)
        #expect(inventory.container(Given.id)?.stop.earlierRequestedAt == Given.at(1))
    }

    @Test("an unhealthy event is taken at its word only for a running container that is read and clean")
    func unhealthyEvent() {
        #expect(!inventory.markUnhealthy(Given.id))
        inventory.put(Given.container())
        #expect(inventory.markUnhealthy(Given.id))
        #expect(inventory.container(Given.id)?.health == .unhealthy)
        inventory.markDirty(Given.id)
        #expect(!inventory.markUnhealthy(Given.id))
        inventory.willInspect(Given.id)
        #expect(!inventory.markUnhealthy(Given.id), "an inspection on its way may bring what was before")
        var exited = Given.container()
        exited.status = .exited
        inventory.put(exited)
        #expect(!inventory.markUnhealthy(Given.id))
    }

    @Test("a sample of a container nobody knows is not taken")
    func strangersSample() {
        #expect(!inventory.put(Given.sample, of: Given.id))
        #expect(inventory.container(Given.id) == nil)
        inventory.markDirty(Given.id)
        #expect(!inventory.put(Given.sample, of: Given.id))
    }

    @Test("what is known is fresh only while the host is watched")
    func freshness() {
        inventory.put(Given.container())
        #expect(inventory.container(Given.id)?.isFresh == false)
        inventory.setLive(true)
        #expect(inventory.isLive)
        #expect(inventory.container(Given.id)?.isFresh == true)
        #expect(inventory.all.map(\.isFresh) == [true])
        inventory.setLive(false)
        #expect(inventory.container(Given.id)?.isFresh == false)
        #expect(inventory.all.map(\.isFresh) == [false])
    }

    @Test("a removed container leaves nothing behind")
    func remove() {
        inventory.put(Given.container())
        inventory.record(ContainerEvent(action: .kill(signal: 9), at: Given.at(1)), of: Given.id)
        inventory.markDirty(Given.id)
        inventory.remove(Given.id)
        #expect(inventory.ids.isEmpty)
        #expect(inventory.container(Given.id) == nil)
        #expect(!inventory.needsInspection(Given.id))
        inventory.put(Given.container())
        #expect(inventory.container(Given.id)?.stop == StopEvidence())
        #expect(inventory.container(Given.id)?.sample == nil)
    }

    private func fail(at seconds: Double, _ container: ContainerObservation = Given.container()) -> Bool {
        let gap = PolicyDuration.seconds(32)
        return inventory.put(.failed("refused"), of: "k", at: container, gap: gap, now: Given.at(seconds))
    }

    private var failures: Int? { inventory.container(Given.id)?.probes.first?.consecutiveFailures }

    @Test("failures are in a row only without a gap between them: two, an hour of silence and one more are one")
    func gap() {
        inventory.put(Given.container())
        #expect(fail(at: 0) && fail(at: 10))
        #expect(failures == 2)
        #expect(fail(at: 3600))
        #expect(failures == 1)
    }

    @Test("what was tried at an address the container no longer has counts for nothing")
    func address() {
        inventory.put(Given.container { $0.address = "172.17.0.2" })
        let before = Given.container { $0.address = "172.17.0.2" }
        #expect(fail(at: 0, before) && fail(at: 10, before))
        inventory.put(Given.container { $0.address = "172.17.0.3" })
        #expect(failures == nil)
        #expect(!fail(at: 20, before))
        #expect(failures == nil)
    }

    // MARK: Networks that are shared

    private static let child = String(repeating: "c", count: 64)
    private static let heir = String(repeating: "d", count: 64)

    private func child(startedAt seconds: Double) -> ContainerObservation {
        var child = Given.container { $0.startedAt = Given.at(seconds) }
        child.key = ContainerKey(host: "default", id: Self.child)
        (child.name, child.networkMode) = ("app", "container:\(Given.id)")
        return child
    }

    @Test(
        "whose network it shares is known of a container as soon as both were read, and is told to it again when it changes"
    )
    func networkParent() {
        inventory.setLive(true)
        inventory.markDirty(Given.id)
        #expect(inventory.put(child(startedAt: -10)) == [])
        #expect(inventory.container(Self.child)?.networkParent == NetworkParent(id: nil, name: ""), "only heard of")
        #expect(inventory.put(Given.container()) == [Self.child])
        #expect(inventory.container(Self.child)?.networkParent?.startedAt == Given.container().startedAt)
        #expect(inventory.put(Given.container()) == [], "nothing new")
        #expect(inventory.put(Given.container { $0.startedAt = Given.at(9) }) == [Self.child])
        #expect(inventory.container(Self.child)?.networkParent?.startedAt == Given.at(9))
        #expect(inventory.networkChildren(of: Given.id) == [Self.child])
        #expect(inventory.networkChildren(of: Self.child) == [])
        #expect(inventory.all.filter { $0.networkParent != nil }.map(\.key.id) == [Self.child])
        #expect(inventory.container(Given.id)?.networkParent == nil)
    }

    @Test("the parent gone, it is not there; another of its name takes its place, and the child is told")
    func networkHeir() {
        inventory.setLive(true)
        inventory.put(Given.container())
        inventory.put(child(startedAt: -10))
        inventory.remove(Given.id)
        let name = Given.container().name
        #expect(inventory.container(Self.child)?.networkParent == NetworkParent(id: nil, name: name, exists: false))
        var heir = Given.container { $0.startedAt = Given.at(5) }
        heir.key = ContainerKey(host: "default", id: Self.heir)
        inventory.markDirty(Self.heir)
        #expect(inventory.put(heir) == [Self.child])
        #expect(inventory.container(Self.child)?.networkParent?.id == Self.heir)
        #expect(inventory.container(Self.child)?.networkParent?.exists == false)
        #expect(inventory.networkChildren(of: Self.heir) == [Self.child])
        inventory.setLive(false)
        #expect(inventory.container(Self.child)?.networkParent?.id == nil, "it may be there, unseen")
        #expect(inventory.container(Self.child)?.networkParent?.exists == true)
    }

    @Test("a pause and a new name are remembered until the next start")
    func pausedAndRenamed() {
        inventory.put(Given.container())
        inventory.record(ContainerEvent(action: .pause, at: Given.at(1)), of: Given.id)
        inventory.record(ContainerEvent(action: .rename, at: Given.at(2)), of: Given.id)
        #expect(inventory.container(Given.id)?.stop.pausedAt == Given.at(1))
        #expect(inventory.container(Given.id)?.stop.renamedAt == Given.at(2))
        inventory.record(ContainerEvent(action: .unpause, at: Given.at(3)), of: Given.id)
        #expect(inventory.container(Given.id)?.stop.pausedAt == nil)
        inventory.record(ContainerEvent(action: .start, at: Given.at(4)), of: Given.id)
        #expect(inventory.container(Given.id)?.stop == StopEvidence())
    }
}
