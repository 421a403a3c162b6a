import Testing

@testable import HemoStatCore

@Suite("ExitCodeCheck")
struct ExitCodeCheckTests {
    @Test(
        "looks at the last exit of a container that is down",
        arguments: [
            (.exited, 0, [0], "met"), (.exited, 1, [0], "diverged"), (.exited, 3, [0, 3], "met"),
            (.dead, 137, [0], "diverged"),
            (.exited, 0, [], "diverged"), (.running, 1, [0], "met"), (.restarting, 1, [0], "InTransition"),
            (.paused, 1, [0], "InTransition"), (.created, 0, [1], "InTransition"), (.removing, 1, [0], "InTransition"),
        ] as [(ContainerStatus, Int, [Int], String)]
    )
    func table(status: ContainerStatus, code: Int, fine: [Int], expected: String) {
        let container = Given.container { ($0.status, $0.exitCode) = (status, code) }
        let result = ExitCodeCheck.evaluate(.init(in: fine), CheckInput(container: container, now: Given.zero))
        #expect(result.word == expected)
    }
}
