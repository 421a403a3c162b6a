import TestSupport

/// What the containers run that are well until they are told to misbehave, once: a restart makes them well again.
///
/// `docker exec … touch /go` is the word; a container has made `/up` when it listens for it.
enum Subject {
    private static let idle = "while :; do sleep 3600 & wait $!; done"

    /// Never told anything.
    static let calm = shell(idle)

    /// Does this when it is told to, then goes on idly.
    static func told(_ fault: String, before: String = "true") -> [String] {
        shell(
            "\(before); rm -f /go; touch /up; until [ -e /go ]; do sleep 0.3 & wait $!; done; rm /go; \(fault); \(idle)"
        )
    }

    /// Runs one way in its first run, another in its second and so on; the last goes for all after it.
    static func runs(_ scripts: String...) -> [String] {
        let cases = scripts.enumerated().map { "\($0 + 1)) \($1);;" }.joined(separator: " ")
        return shell(
            "echo x >> /runs; n=$(wc -l < /runs); [ $n -gt \(scripts.count) ] && n=\(scripts.count); case $n in \(cases) esac"
        )
    }

    static let idling = "touch /up; \(idle)"

    /// Serves `/healthz` on ports 8080 and 9000 until one of them is taken away.
    static let web = shell(
        "mkdir -p /www; echo ok > /www/healthz; httpd -f -p 8080 -h /www & httpd -f -p 9000 -h /www & touch /up; \(idle)"
    )

    private static func shell(_ script: String) -> [String] { ["sh", "-c", "trap 'exit 143' TERM; \(script)"] }
}
