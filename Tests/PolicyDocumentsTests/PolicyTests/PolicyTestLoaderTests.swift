import HemoStatCore
import Testing

@testable import PolicyDocuments

@Suite struct PolicyTestLoaderTests {
    private static func problems(_ text: String) -> [[String]] {
        PolicyTestLoader.load(Array(text.utf8), file: "f.test.yaml").map { $0.diagnostics.map(YAMLText.brief) }
    }

    @Test("several tests a file, each on its own")
    func several() {
        let text = [
            TestFolder.webTest, TestFolder.webTest.replacing("name: web}", with: "name: two}"),
            TestFolder.webTest.replacing("name: web}", with: "name: bad}").replacing("at: 4s", with: "at: soon"),
        ].joined(separator: "---\n")
        let documents = PolicyTestLoader.load(Array(text.utf8), file: "f.test.yaml")
        #expect(documents.map(\.name) == ["web", "two", "bad"])
        #expect(documents.map { $0.test != nil } == [true, true, false])
        #expect(documents[2].diagnostics.count == 1)
        #expect(documents[2].diagnostics.first?.path == "timeline[1].at")
    }

    @Test(
        "a test that could never fail, or does not do what it says, is refused",
        arguments: [
            (
                ", expect: {web-1: {phase: Pending}}", ", expect: {web-1: {}}",
                "8:32: timeline[1].expect[\"web-1\"]: expects nothing"
            ),
            ("health: Unhealthy", "exitCode: 3", "7:36: timeline[0].set[\"web-1\"].exitCode: nothing ends with it"),
            ("health: Unhealthy", "by: Person", "7:30: timeline[0].set[\"web-1\"].by: nothing is done by anybody"),
        ]
    )
    func pointless(good: String, bad: String, problem: String) {
        let text = TestFolder.webTest.replacing("at: 4s,    expect", with: "at: 4s, expect").replacing(good, with: bad)
        let found = Self.problems(text).flatMap(\.self)
        #expect(found.count == 1, "\(found)")
        let path = problem.split(separator: ": ")[1]
        #expect(found.first?.contains("\(path): ") == true || found.first?.contains("web-1") == true, "\(found)")
        #expect(found.first?.contains(problem.split(separator: ": ").last ?? "") == true, "\(found)")
    }

    @Test("nothing but changes")
    func vacuous() {
        let text = """
            apiVersion: hemostat.dev/v1
            kind: PolicyTest
            metadata: {name: web}
            policies: [web.yaml]
            containers: [{name: web-1}]
            timeline: [{at: 0s, set: {web-1: {health: Unhealthy}}}]
            """
        #expect(Self.problems(text) == [["6:11: timeline: expects nothing: it could never fail"]])
    }

    @Test("what is no test does not belong here")
    func strangers() {
        let found = Self.problems(TestFolder.webTest + "---\n" + YAMLText.policy("p"))
        #expect(found.count == 2 && found[0].isEmpty)
        #expect(found.last?.first?.contains("a HealthPolicy does not belong among tests") == true)
        #expect(Self.problems("# nothing\n") == [["1:1: there is no policy test in this file"]])
        #expect(Self.problems("a: [").first?.count == 1)
    }

    @Test("tests are found below directories, policies are not")
    func listing() throws {
        let folder = try TestFolder([
            "a.test.yaml": "", "deep/er/b.test.yml": "", "web.yaml": "", ".hidden/c.test.yaml": "", "test.yaml": "",
        ])
        try folder.directory.link("deep/again", to: folder.directory.path)
        try folder.directory.link("gone.test.yaml", to: "nowhere")
        let listing = try PolicyFileReader().listTests(folder.directory.path)
        #expect(listing.files.map { folder.brief($0) } == ["a.test.yaml", "deep/er/b.test.yml"])
        #expect(listing.problems.map { folder.brief($0.path) } == ["gone.test.yaml"])
        #expect(throws: PolicyFileError.self) { try PolicyFileReader().listTests(folder.directory.path + "/none") }
    }
}
