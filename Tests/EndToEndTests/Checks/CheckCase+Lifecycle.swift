import TestSupport

// What Docker tells by itself: states, exits, restarts, kills, and what a container was made of.
extension CheckCase {
    static let lifecycle = [
        CheckCase(
            word: "state-running",
            expectation: "state: {is: Running}",
            command: Subject.told("exit 3"),
            action: .start,
            rule: "Crashed"
        ),
        // A job that is over; the second run, by hand, does not end.
        CheckCase(
            word: "state-exited",
            expectation: "state: {is: Exited}",
            command: Subject.runs("exit 0", Subject.idling, "exit 0"),
            prepare: { container, _ in try await wait(for: "exited", container) },
            breakIt: { container, _ in try await container.perform("start") },
            rule: "Declared",
            startsBefore: 2
        ),
        CheckCase(
            word: "state-paused",
            expectation: "state: {is: Paused}",
            prepare: { container, _ in try await pause(container) },
            breakIt: { container, _ in try await container.perform("unpause") },
            afterwards: { container, _ in try await pause(container) },
            rule: "Declared"
        ),
        CheckCase(
            word: "health",
            expectation: "health: {is: Healthy}",
            command: Subject.told("touch /sick", before: "rm -f /sick"),
            options: Docker.healthCheck("test ! -e /sick"),
            prepare: { container, _ in try await container.waitForHealth("healthy", within: .seconds(60)) },
            rule: "Unhealthy"
        ),
        CheckCase(
            word: "exit-code",
            expectation: "exitCode: {in: [0, 143]}",
            command: Subject.told("exit 4"),
            action: .start,
            rule: "Crashed"
        ),
        // Docker brings it back three times, in vain; the fourth start is well, and one too many.
        CheckCase(
            word: "restarts",
            expectation: "restarts: {atMost: 2, within: 5m}",
            command: Subject.runs(
                "touch /up; until [ -e /go ]; do sleep 0.3; done; exit 3",
                "exit 3",
                "exit 3",
                Subject.idling
            ),
            options: ["--restart", "always"],
            rule: "CrashLoop",
            startsBefore: 4
        ),
        // A child of it: the container runs on.
        CheckCase(
            word: "oom-child",
            expectation: "oomKilled: {never: true}",
            command: Subject.told("(tail /dev/zero)"),
            options: ["-m", "16m", "--memory-swap", "16m"],
            rule: "Declared"
        ),
        CheckCase(
            word: "oom-main",
            expectation: "oomKilled: {never: true}",
            command: Subject.runs(
                "touch /up; until [ -e /go ]; do sleep 0.3; done; exec tail /dev/zero",
                Subject.idling
            ),
            options: ["-m", "16m", "--memory-swap", "16m"],
            action: .start,
            rule: "OutOfMemory"
        ),
    ]

    /// Another image is no trouble that any rule knows a remedy for.
    static let images = [
        CheckCase(
            word: "image",
            expectation: "image: {is: \(Docker.image)}",
            action: nil,
            prepare: nothing,
            breakIt: { _, ward in try want("image: {is: \(Docker.image):2}", instead: "image", ward) },
            rule: "NoDiagnosis",
            end: "Held NoDiagnosis"
        ),
        CheckCase(
            word: "image-digest",
            expectation: "image: {is: docker.io/\(Docker.image):latest}",
            action: nil,
            prepare: nothing,
            breakIt: { _, ward in
                let digest = String(repeating: "0f", count: 32)
                try want("image: {is: \"\(Docker.image)@sha256:\(digest)\"}", instead: "image-digest", ward)
            },
            rule: "NoDiagnosis",
            end: "Held NoDiagnosis"
        ),
    ]

    /// Has the policy of a case want something else from now on.
    private static func want(_ expectation: String, instead word: String, _ ward: Ward) throws {
        guard let known = images.first(where: { $0.word == word }) else { return }
        var policy = known.policy(ward)
        policy.expectations = ["{name: fine, \(expectation)}"]
        try ward.apply(policy)
    }

    private static func wait(for state: String, _ container: TestContainer) async throws {
        try await eventually(within: .seconds(60), every: .milliseconds(100), "\(container.name) to be \(state)") {
            try await container.state == state
        }
    }

    /// Pauses it; on a loaded machine the runtime may fail to freeze it at first.
    private static func pause(_ container: TestContainer) async throws {
        try await eventually(within: .seconds(30), "\(container.name) to be paused") {
            do {
                try await container.perform("pause")
                return true
            } catch let error as CommandError where "\(error)".contains("unable to freeze") {
                return false
            }
        }
    }
}
