import TestSupport
import Testing

/// `hemostat test`: policy tests, offline.
@Suite struct TestCommandTests {
    private static let test = """
        apiVersion: hemostat.dev/v1
        kind: PolicyTest
        metadata: {name: web}
        policies: [web.yaml]
        containers: [{name: web-1, health: Healthy}]
        timeline:
          - {at: 0s, set: {web-1: {state: Exited}}}
          - {at: 500ms, expect: {web-1: {phase: Verifying, actions: 1}}}

        """

    private func folder(_ test: String) throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        try folder.write("web.yaml", PolicyText("web", "web-*").yaml)
        try folder.write("web.test.yaml", test)
        return folder
    }

    @Test("a test that passes is one line, with exit code 0")
    func passes() async throws {
        let folder = try folder(Self.test)
        let run = try await CommandLineRun(["test", "-f", folder.path])
        #expect(run.code == 0)
        #expect(run.output == "PASS  \(folder.path)/web.test.yaml: web\n")
        #expect(run.errorOutput == "1 test, 0 failed\n")
    }

    @Test("a failure tells place, time, both values and the trail; JUnit and JSON hold the same; exit code 1")
    func fails() async throws {
        let folder = try folder(Self.test.replacing("actions: 1", with: "actions: 2"))
        let junit = folder.file("junit.xml")
        let run = try await CommandLineRun(["test", "-f", folder.path, "--junit", junit, "--coverage"])
        #expect(run.code == 1)
        #expect(run.output.contains("\(folder.path)/web.test.yaml:8:52: web-1 at 500ms\n"), "\(run.output)")
        #expect(run.output.contains("    expected  actions  2\n    but was            1\n"), "\(run.output)")
        #expect(run.output.contains("0s  set"))
        #expect(run.output.contains("NOT EXERCISED"))
        #expect(run.errorOutput == "1 test, 1 failed\n")
        let xml = String(decoding: try Files.bytes(of: junit), as: UTF8.self)
        #expect(xml.contains("<testsuites name=\"hemostat test\" tests=\"1\" failures=\"1\" errors=\"0\""))
        #expect(xml.contains("<failure message=\"web-1 at 500ms: actions: expected 2, was 1\" type=\"Unmet\">"))
        let json = try await CommandLineRun(["test", "-f", folder.path, "-o", "json"])
        #expect(json.code == 1 && json.output.contains("\"expected\" : \"2\""))
    }

    @Test("nothing to test is an error that says what was looked for, nothing asked for is a usage error")
    func nothing() async throws {
        let folder = try TemporaryDirectory()
        let run = try await CommandLineRun(["test", "-f", folder.path])
        run.expectFailure(1, saying: ["no policy test found", "*.test.yaml", folder.path])
        #expect(try await CommandLineRun(["test"]).code == 2)
    }
}
