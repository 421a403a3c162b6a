import TestSupport

// What the Monitor has to ask for: output, answers, exit codes.
extension CheckCase {
    private static let schedule = "every: 1s, timeout: 1s, failures: 2"

    static let probes = [
        CheckCase(
            word: "logs",
            expectation: #"logs: {absent: ["^FATAL\\b"], within: 1m}"#,
            command: Subject.told("true", before: "echo ready"),
            breakIt: { container, _ in
                let lines = "echo not FATAL yet > /proc/1/fd/1; echo FATAL: no disk > /proc/1/fd/1"
                try await container.exec("sh", "-c", lines)
            },
            rule: "LoggedTrouble"
        ),
        CheckCase(
            word: "http",
            expectation: #"http: {url: "http://{ip}:8080/healthz", \#(schedule)}"#,
            command: Subject.web,
            breakIt: { container, _ in try await container.exec("rm", "/www/healthz") },
            rule: "Declared"
        ),
        CheckCase(
            word: "tcp",
            expectation: "tcp: {port: 9000, \(schedule)}",
            command: Subject.web,
            breakIt: { container, _ in try await container.exec("killall", "httpd") },
            rule: "Declared"
        ),
        CheckCase(
            word: "exec",
            expectation: #"exec: {command: ["test", "!", "-e", "/broken"], \#(schedule)}"#,
            command: Subject.told("touch /broken", before: "rm -f /broken"),
            rule: "Declared"
        ),
    ]
}
