import Testing

@testable import HemoStatCore

@Suite("RestartPolicy")
struct RestartPolicyTests {
    @Test(
        "tells whether Docker brings a container back",
        arguments: [
            ("no", 0, 1, 0, false), ("", 0, 1, 0, false), ("always", 0, 0, 9, true), ("unless-stopped", 0, 1, 9, true),
            ("on-failure", 0, 0, 0, false), ("on-failure", 0, 1, 99, true), ("on-failure", 3, 1, 2, true),
            ("on-failure", 3, 1, 3, false), ("sometimes", 0, 1, 0, false),
        ]
    )
    func brings(name: String, maximum: Int, exitCode: Int, restarts: Int, expected: Bool) {
        let policy = RestartPolicy(name: name, maximumRetryCount: maximum)
        #expect(policy.brings(backAfter: exitCode, restartCount: restarts) == expected)
    }
}
