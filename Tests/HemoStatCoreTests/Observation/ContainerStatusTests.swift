import Testing

@testable import HemoStatCore

@Suite("ContainerStatus")
struct ContainerStatusTests {
    @Test(
        "knows Docker's words, Podman's, and never guesses",
        arguments: [
            ("created", .created), ("running", .running), ("paused", .paused), ("restarting", .restarting),
            ("removing", .removing), ("exited", .exited), ("dead", .dead), ("configured", .created),
            ("initialized", .created), ("stopped", .exited), ("stopping", .unknown), ("Running", .unknown),
            ("", .unknown), ("zombie", .unknown),
        ] as [(String, ContainerStatus)]
    )
    func words(word: String, status: ContainerStatus) {
        #expect(ContainerStatus(engineWord: word) == status)
    }

    @Test("only an ended process is down", arguments: ContainerStatus.allCases)
    func isDown(status: ContainerStatus) {
        #expect(Given.container { $0.status = status }.isDown == [.exited, .dead].contains(status))
    }
}
