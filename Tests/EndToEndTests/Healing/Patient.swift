import TestSupport

/// What the containers of the tests run: each misbehaves as its name says.
///
/// A container keeps its files over a restart, so `once` means: in its first run only.
enum Patient {
    /// Ends with 143 at once when asked to.
    private static let idle = "trap 'exit 143' TERM; \(sleeping)"
    private static let sleeping = "while :; do sleep 3600 & wait $!; done"

    static let well = shell(idle)

    /// Ends with this code half a second after its first start.
    static func crashesOnce(code: Int = 3) -> [String] { once("sleep 0.5; exit \(code)") }

    /// Ends with code 3 eight seconds after its first start.
    static let crashesLater = once("sleep 8; exit 3")

    /// Makes a container that runs `crashesWhenTold` crash, not waiting for what may end with it.
    static func crash(_ container: TestContainer) async throws {
        try await container.docker.command(["exec", "-d", container.name, "touch", "/crash"])
    }

    /// Waits until one of the two below listens to signals.
    static func waitUntilUp(_ container: TestContainer) async throws {
        try await eventually(within: .seconds(30), every: .milliseconds(50), "\(container.name) to be up") {
            try await container.exec("test", "-e", "/up")
            return true
        }
    }

    /// Ends with code 1, as a crash would, when asked to end.
    static let endsWithCode1WhenAsked = shell("trap 'exit 1' TERM; touch /up; \(sleeping)")

    /// Ends with code 3 each time somebody makes the file `/crash` in it.
    static let crashesWhenTold = shell(
        "trap 'exit 143' TERM; touch /up; while [ ! -e /crash ]; do sleep 0.1 & wait $!; done; rm /crash; exit 3"
    )

    /// Its health check, `sickOnceCheck`, fails in its first run.
    static let sickOnce = shell("if [ -e /ran ]; then touch /well; fi; touch /ran; \(idle)")
    static let sickOnceCheck = Docker.healthCheck("test -e /well")

    /// The same, but it does not end when asked to: killed only when Docker's patience is over.
    static let sickOnceAndDeaf = shell("trap '' TERM; if [ -e /ran ]; then touch /well; fi; touch /ran; \(sleeping)")

    /// Takes memory until the kernel ends it; to be run with a memory limit.
    static let hungryOnce = once("exec tail /dev/zero")

    /// Keeps one CPU busy.
    static let busyOnce = once("while :; do :; done")

    /// Keeps one CPU busy for two seconds, is idle for four, and so on: never as long as a policy minds.
    static let spikes = shell("while :; do timeout 2 sh -c 'while :; do :; done'; sleep 4; done")

    /// Crashes, and can never be started again.
    static let breaksForGood = shell("sleep 0.5; rm /bin/sh; exit 3")

    static func shell(_ script: String) -> [String] { ["sh", "-c", script] }

    private static func once(_ fault: String) -> [String] {
        shell("if [ ! -e /ran ]; then touch /ran; \(fault); fi; \(idle)")
    }
}
