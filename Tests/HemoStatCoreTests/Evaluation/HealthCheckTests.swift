import Testing

@testable import HemoStatCore

@Suite("HealthCheck")
struct HealthCheckTests {
    @Test(
        "only a running container's own health check counts",
        arguments: [
            (.running, .healthy, "met"), (.running, .unhealthy, "diverged"), (.running, .starting, "Starting"),
            (.running, .none, "NoHealthcheck"), (.exited, .unhealthy, "NotRunning"),
            (.paused, .unhealthy, "NotRunning"),
            (.restarting, .starting, "NotRunning"), (.created, .none, "NotRunning"), (.unknown, .healthy, "NotRunning"),
        ] as [(ContainerStatus, ContainerHealth, String)]
    )
    func table(status: ContainerStatus, health: ContainerHealth, expected: String) {
        let container = Given.container { ($0.status, $0.health) = (status, health) }
        let result = HealthCheck.evaluate(.init(is: .healthy), CheckInput(container: container, now: Given.zero))
        #expect(result.word == expected)
    }
}
