import TestSupport
import Testing

/// `hemostat validate`: offline, every problem with its place.
@Suite struct ValidateTests {
    private static let good = PolicyText("good", "web-*").yaml
    /// Two mistakes, in lines 5 and 9.
    private static let bad = good.replacing("selector:", with: "selektor:").replacing(
        "mode: Enforce",
        with: "mode: Enforced"
    )

    @Test("good policies are counted, with exit code 0")
    func valid() async throws {
        let folder = try TemporaryDirectory()
        try folder.write("good.yaml", Self.good)
        let run = try await CommandLineRun(["validate", "-f", folder.path])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(run.errorOutput == "1 document valid, 0 errors, 0 warnings\n")
    }

    @Test("every problem of a bad policy is printed with file:line:column, with exit code 1")
    func invalid() async throws {
        let folder = try TemporaryDirectory()
        try folder.write("good.yaml", Self.good)
        let bad = try folder.write("bad.yaml", Self.bad)
        let run = try await CommandLineRun(["validate", "-f", folder.path])
        #expect(run.code == 1)
        let lines = run.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("\(bad):") }, "\(run.output)")
        #expect(lines.contains { $0.hasPrefix("\(bad):5:3: ") && $0.contains("selektor") && $0.contains("selector") })
        #expect(lines.contains { $0.hasPrefix("\(bad):10:11: ") && $0.contains("Enforced") })
        #expect(run.errorOutput.hasPrefix("1 document valid, "))
    }

    @Test("for programs it is JSON, for GitHub annotations, with the same places and words")
    func formats() async throws {
        let folder = try TemporaryDirectory()
        let bad = try folder.write("bad.yaml", Self.bad)
        let json = try await CommandLineRun(["validate", "-f", bad, "-o", "json"])
        #expect(json.code == 1)
        let problems = try JSON(text: json.output).array
        #expect(problems.compactMap { $0["position"]?["line"]?.number } == [5, 10], "\(json.output)")
        #expect(problems.allSatisfy { $0["severity"]?.string == "error" })
        let github = try await CommandLineRun(["validate", "-f", bad, "-o", "github"])
        #expect(github.code == 1)
        #expect(
            github.output.contains("::error file=\(bad),line=10,col=11,title=hemostat::spec.remediation.mode: "),
            "\(github.output)"
        )
    }

    @Test("a file that is not there is a problem of its own, with exit code 1")
    func missing() async throws {
        let run = try await CommandLineRun(["validate", "-f", "/nowhere/web.yaml"])
        #expect(run.code == 1)
        #expect(run.output.contains("/nowhere/web.yaml"))
    }
}
