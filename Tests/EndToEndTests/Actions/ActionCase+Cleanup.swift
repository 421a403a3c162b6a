import TestSupport
import Testing

extension ActionCase {
    /// What a leftover of the target's service is called, and what only looks like one.
    static let leftover = "cleanup-old"
    static let lookAlikes = ["cleanup-2", "cleanup-upper", "cleanup-other", "cleanup-plain"]

    static let cleanup = ActionCase(
        word: "cleanup",
        action: "{cleanup: {stoppedContainers: true}}",
        expectation: probe,
        options: compose("PREFIX", "web"),
        breakIt: { container, ward in
            let volume = ["-v", "/data"]
            try await end(leftover, compose(ward.prefix, "web") + volume, ward)
            try await end(lookAlikes[0], compose("\(ward.prefix)2", "web"), ward)
            try await end(lookAlikes[1], compose(ward.prefix, "Web"), ward)
            try await end(lookAlikes[2], compose(ward.prefix, "web-2"), ward)
            try await end(lookAlikes[3], [], ward)
            try await sicken(container, ward)
        },
        afterwards: heal,
        proof: { container, ward in
            let names = try await ward.docker.command([
                "ps", "-a", "--format", "{{.Names}}", "--filter", "name=\(ward.prefix)",
            ])
            let left = Set(names.split(separator: "\n").map(String.init))
            #expect(!left.contains("\(ward.prefix)-\(leftover)"))
            #expect(left.isSuperset(of: (lookAlikes + ["cleanup"]).map { "\(ward.prefix)-\($0)" }))
            let state = try await container.state
            #expect(state == "running")
        }
    )

    static func compose(_ project: String, _ service: String) -> [String] {
        ["--label", "com.docker.compose.project=\(project)", "--label", "com.docker.compose.service=\(service)"]
    }

    private static func end(_ word: String, _ options: [String], _ ward: Ward) async throws {
        let container = try await ward.run(word, ["true"], options)
        try await eventually("\(word) to end") { try await container.state == "exited" }
    }
}
