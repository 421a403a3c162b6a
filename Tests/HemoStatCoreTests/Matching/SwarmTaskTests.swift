import Testing

@testable import HemoStatCore

@Suite("Swarm tasks")
struct SwarmTaskTests {
    static let labels = [
        "com.docker.swarm.task.id": "t1", "com.docker.swarm.service.id": "s1", "com.docker.swarm.service.name": "web",
        "com.docker.swarm.task.name": "web.1.t1",
    ]

    @Test(
        "a task is told by its task label, and names its service",
        arguments: [
            (labels, "web"), (labels.filter { !$0.key.hasSuffix("service.name") }, "s1"),
            (labels.filter { $0.key.hasSuffix("task.id") }, ""), (labels.filter { !$0.key.hasSuffix("task.id") }, nil),
            ([:], nil),
        ] as [([String: String], String?)]
    )
    func service(labels: [String: String], expected: String?) {
        #expect(Given.container { $0.labels = labels }.swarmService == expected)
    }

    @Test(
        "a task that is down is Swarm's: nothing is said of its state, whatever ended it",
        arguments: [ContainerStatus.exited, .dead],
        [0, 1, 137]
    )
    func down(status: ContainerStatus, code: Int) {
        let task = Given.container {
            ($0.status, $0.exitCode, $0.finishedAt, $0.labels) = (status, code, Given.at(-3600), Self.labels)
        }
        let input = CheckInput(container: task, now: Given.zero)
        #expect(StateCheck.evaluate(.init(is: .running), input).word == "DockerRestarts")
        #expect(StateCheck.evaluate(.init(is: .exited), input).word == "met")
    }

    @Test("a task that runs is looked at like any container")
    func running() {
        let task = Given.container { ($0.status, $0.labels) = (.running, Self.labels) }
        #expect(
            StateCheck.evaluate(.init(is: .running), CheckInput(container: task, now: Given.zero)).word == "met"
        )
    }
}
