import Glibc
import TestSupport

extension IntentRow {
    static let all = byPeople + byItself

    /// Listens until it is told, does this in its first run, and runs on idly after it.
    private static func told(_ fault: String) -> [String] {
        Patient.shell(
            "trap 'exit 143' TERM; touch /up; while [ ! -e /crash ]; do sleep 0.1 & wait $!; done; rm /crash; \(fault)"
        )
    }

    private static let trapsHangUp =
        "trap 'exit 143' TERM; trap '%' HUP; touch /up; while :; do sleep 0.1 & wait $!; done"

    private static func onHangUp(_ reaction: String) -> [String] {
        Patient.shell(trapsHangUp.replacing("%", with: reaction))
    }

    /// What a person did stands.
    static let byPeople = [
        IntentRow(word: "stop", deed: { try await $0.perform("stop") }, end: "Held HumanIntent"),
        IntentRow(
            word: "stop-always",
            options: ["--restart", "always"],
            deed: { try await $0.perform("stop") },
            end: "Held HumanIntent"
        ),
        IntentRow(
            word: "stop-code-1",
            command: Patient.endsWithCode1WhenAsked,
            deed: { try await $0.perform("stop") },
            end: "Held HumanIntent"
        ),
        // It does not listen: Docker kills it when its patience is over.
        IntentRow(
            word: "stop-deaf",
            command: Patient.shell("trap '' TERM; touch /up; while :; do sleep 0.1 & wait $!; done"),
            deed: { try await $0.perform("stop", "-t", "1") },
            end: "Held HumanIntent"
        ),
        IntentRow(word: "kill", deed: { try await $0.perform("kill") }, end: "Held HumanIntent"),
        IntentRow(
            word: "kill-hup",
            command: onHangUp("touch /hup"),
            deed: { container in
                try await container.perform("kill", "-s", "HUP")
                try await eventually("\(container.name) to have heard") {
                    try await container.exec("test", "-e", "/hup")
                    return true
                }
            },
            end: nil
        ),
        IntentRow(word: "pause", deed: { try await $0.perform("pause") }, end: "Held HumanIntent"),
        IntentRow(
            word: "pause-unpause",
            deed: { container in
                try await container.perform("pause")
                try await container.perform("unpause")
            },
            end: nil
        ),
        IntentRow(
            word: "restart",
            deed: { try await $0.perform("restart", "-t", "1") },
            end: nil,
            theirs: ["start": 1, "restart": 1]
        ),
        IntentRow(word: "rename", deed: { try await rename($0) }, end: nil),
        // Put aside: what becomes of it then is its owner's business.
        IntentRow(
            word: "rename-crash",
            deed: { container in
                try await rename(container)
                try await container.docker.command(["exec", "-d", container.id, "touch", "/crash"])
            },
            end: "Held HumanIntent"
        ),
        IntentRow(
            word: "exit-0",
            command: told("exit 0"),
            deed: { try await Patient.crash($0) },
            end: "Held Completed"
        ),
    ]

    /// What befell it is healed.
    static let byItself = [
        IntentRow(word: "crash", command: told("exit 1"), deed: { try await Patient.crash($0) }, end: "Resolved"),
        IntentRow(
            word: "oom",
            command: Patient.shell(
                "trap 'exit 143' TERM; touch /up; while [ ! -e /crash ]; do sleep 0.1 & wait $!; done; rm /crash;"
                    + " exec tail /dev/zero"
            ),
            options: ["-m", "16m", "--memory-swap", "16m"],
            deed: { try await Patient.crash($0) },
            end: "Resolved"
        ),
        // Past Docker, from the host: no request that Docker knows of.
        IntentRow(
            word: "kill-9-from-the-host",
            deed: { container in
                let text = try await container.inspect("{{.State.Pid}}")
                guard let process = Int32(text), process > 1, Glibc.kill(process, SIGKILL) == 0 else {
                    throw SystemError("kill -9 of \(container.name), process \(text)")
                }
            },
            end: "Resolved"
        ),
        // It reads its configuration again, and gives up on it.
        IntentRow(
            word: "hup-crash",
            command: onHangUp("exit 1"),
            deed: { try await $0.perform("kill", "-s", "HUP") },
            end: "Resolved"
        ),
    ]

    private static func rename(_ container: TestContainer) async throws {
        try await container.docker.command(["rename", container.name, "\(container.name)-old"])
    }
}
