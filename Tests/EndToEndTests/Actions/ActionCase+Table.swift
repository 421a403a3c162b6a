import TestSupport
import Testing

extension ActionCase {
    /// At most four are in trouble at a time: five would be a storm.
    static let rounds: [[ActionCase]] = [
        [restart, start, stop, unpause], [signal, exec, failingExec, updateResources],
        [cleanup, recreate, failingRecreate, wait],
    ]

    private static let restart = ActionCase(
        word: "restart",
        action: "{restart: {timeout: 1s}}",
        command: shell("rm -f /sick; \(idling)"),
        proof: shows("{{.State.Status}}", "running"),
        tally: ["start": 2, "restart": 1]
    )

    private static let start = ActionCase(
        word: "start",
        action: "{start: {}}",
        expectation: "state: {is: Running}",
        command: shell("until [ -e /sick ]; do sleep 0.2 & wait $!; done; rm /sick; exit 3"),
        options: [],
        proof: shows("{{.State.Status}}", "running"),
        tally: ["start": 2]
    )

    private static let stop = ActionCase(
        word: "stop",
        action: "{stop: {timeout: 5s}}",
        expectation: "state: {is: Exited}",
        command: shell("[ -e /ran ] || { touch /ran; exit 0; }; \(idling)"),
        options: [],
        breakIt: { container, _ in
            try await eventually("it to end") { try await container.state == "exited" }
            try await container.perform("start")
        },
        proof: shows("{{.State.ExitCode}}", "143"),
        tally: ["start": 2, "stop": 1]
    )

    private static let unpause = ActionCase(
        word: "unpause",
        action: "{unpause: {}}",
        expectation: "state: {is: Running}",
        options: [],
        breakIt: { container, _ in try await container.perform("pause") },
        proof: shows("{{.State.Status}}", "running"),
        tally: ["start": 1, "pause": 1, "unpause": 1]
    )

    private static let signal = ActionCase(
        word: "signal",
        action: "{signal: {name: HUP}}",
        command: shell("trap 'rm -f /sick' HUP; \(idling)"),
        proof: { container, _ in _ = try await container.exec("test", "!", "-e", "/sick") },
        tally: ["start": 1, "kill": 1]
    )

    /// No shell reads it: it would be `rm /sick; touch /pwned`.
    private static let exec = ActionCase(
        word: "exec",
        action: #"{exec: {command: ["rm", "-v", "/sick", "-f", "; touch /pwned"], timeout: 5s}}"#,
        proof: { container, _ in
            try await container.exec("sh", "-c", "test ! -e /sick -a ! -e /pwned")
        }
    )

    private static let failingExec = ActionCase(
        word: "exec-fails",
        action: #"{exec: {command: ["sh", "-c", "echo password=hunter2 no >&2; exit 4"], timeout: 5s}}"#,
        proof: { _, _ in },
        end: "Escalated ActionFailed"
    )

    private static let updateResources = ActionCase(
        word: "resources",
        action: "{updateResources: {memory: 200Mi}}",
        expectation: #"memory: {below: "60%"}, for: 2s"#,
        command: shell(
            "until [ -e /sick ]; do sleep 0.2 & wait $!; done; dd if=/dev/zero of=/dev/shm/x bs=1M count=30; \(idling)"
        ),
        options: ["-m", "40m"],
        proof: shows("{{.HostConfig.Memory}}", "209715200")
    )

    private static let recreate = ActionCase(
        word: "recreate",
        action: "{recreate: {}}",
        options: Docker.healthCheck("test ! -e /sick") + ["-v", "/data", "-e", "COLOUR=blue"],
        breakIt: { container, _ in try await container.exec("sh", "-c", "echo kept > /data/file; touch /sick") },
        proof: { container, ward in
            let id = try await ward.docker.inspect(container.name, "{{.Id}}")
            #expect(id != container.id)
            let kept = try await container.exec("sh", "-c", "cat /data/file; echo $COLOUR")
            #expect(kept == "kept\nblue")
            let count = try await ward.count("name=\(container.name)")
            #expect(count == 1)
        },
        // Of the old one.
        tally: ["start": 1, "stop": 1, "destroy": 1]
    )

    private static let failingRecreate = ActionCase(
        word: "renew-fails",
        action: "{recreate: {}}",
        options: Docker.healthCheck("test ! -e /sick") + ["--mount", "type=bind,source=BOUND,target=/bound"],
        breakIt: { container, ward in
            Files.remove(ward.bound)
            try await container.exec("touch", "/sick")
        },
        proof: { container, ward in
            let now = try await ward.docker.inspect(container.name, "{{.Id}} {{.State.Status}}")
            #expect(now == "\(container.id) running")
            let count = try await ward.count("name=\(container.name)")
            #expect(count == 1)
        },
        end: "Escalated ActionFailed"
    )

    private static let wait = ActionCase(
        word: "wait",
        action: "{none: {}}",
        expectation: probe,
        options: [],
        afterwards: heal,
        proof: shows("{{.State.Status}}", "running")
    )

    private static func shows(_ format: String, _ wanted: String) -> Deed {
        { container, _ in
            let shown = try await container.inspect(format)
            #expect(shown == wanted, "\(container.name)")
        }
    }

    private static let idling = "while :; do sleep 3600 & wait $!; done"
}
