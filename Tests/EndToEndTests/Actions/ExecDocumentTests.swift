import TestSupport
import Testing

/// Commands that no policy may list.
@Suite struct ExecDocuments {
    @Test(
        "a command is a list of words with a program in front: all else is refused, with its place",
        arguments: [
            #""nginx -s reload""#, "[]", #"[""]"#, #"["", "x"]"#, #"["a\0b"]"#, #"[["sh", "-c"]]"#, "{sh: x}", "[1]",
            "null",
            #"["sh"], shell: true"#, #"["sh"], env: {A: b}"#, #"["sh"], user: root"#,
        ]
    )
    func refused(command: String) async throws {
        let folder = try TemporaryDirectory()
        var policy = PolicyText("exec", "*")
        policy.steps = ["{action: {exec: {command: \(command)}}}"]
        try folder.write("exec.yaml", policy.yaml)
        let result = try await ChildProcess.run(OperatorProcess.binary, ["validate", "-f", folder.path])
        #expect(!result.succeeded)
        #expect((result.output + result.errorOutput).contains("exec.yaml:"), "\(result)")
    }
}
