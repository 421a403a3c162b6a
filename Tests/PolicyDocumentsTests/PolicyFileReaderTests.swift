import Glibc
import HemoStatCore
import Testing

@testable import PolicyDocuments

@Suite struct PolicyFileReaderTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func listed(_ reader: PolicyFileReader = PolicyFileReader()) throws -> [String] {
        let listing = try reader.list(directory.path)
        #expect(listing.problems == [])
        return listing.files.map { String($0.dropFirst(directory.path.utf8.count + 1)) }
    }

    @Test("lists policies at any depth, sorted, and nothing else")
    func list() throws {
        for name in [
            "b.yaml", "a.yml", "sub/c.yaml", "sub/deep/d.yaml", "note.txt", "yaml", ".hidden.yaml", ".git/e.yaml",
            "b.test.yaml", "b.test.yml", "f.yaml~", "g.json",
        ] { try directory.write(name, "") }
        #expect(try listed() == ["a.yml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml"])
    }

    @Test("a mounted ConfigMap gives each file once")
    func configMap() throws {
        try directory.write("..2024_05_01_10_00_00.1/web.yaml", YAMLText.policy("web"))
        try directory.link("..data", to: "..2024_05_01_10_00_00.1")
        try directory.link("web.yaml", to: "..data/web.yaml")
        #expect(try listed() == ["web.yaml"])
        let load = PolicyLoader.load(paths: [directory.path])
        #expect(load.diagnostics == [])
        #expect(load.policies.map(\.name) == ["web"])
    }

    @Test("links are followed once, also when they go round")
    func links() throws {
        try directory.write("real/a.yaml", "")
        try directory.link("real/loop", to: "..")
        try directory.link("again", to: "real")
        try directory.link("z.yaml", to: "real/a.yaml")
        #expect(try listed() == ["again/a.yaml"])
    }

    @Test("what cannot be followed is a problem of its own")
    func dangling() throws {
        try directory.write("good.yaml", YAMLText.policy("good"))
        try directory.link("gone.yaml", to: "nowhere")
        let load = PolicyLoader.load(paths: [directory.path])
        #expect(load.policies.map(\.name) == ["good"])
        #expect(
            load.diagnostics.map(\.description) == [
                "error: cannot read \(directory.path)/gone.yaml: no such file or directory"
            ]
        )
        #expect(load.refused.map(\.file) == ["\(directory.path)/gone.yaml"])
    }

    @Test("caps on files, entries, depth and size")
    func caps() throws {
        for index in 0..<5 { try directory.write("d\(index)/p.yaml", "12345") }
        var reader = PolicyFileReader()
        reader.maximumFiles = 5
        #expect(try reader.list(directory.path).files.count == 5)
        reader.maximumFiles = 4
        let files = #expect(throws: PolicyFileError.self) { try reader.list(directory.path) }
        #expect(files?.description == "cannot read \(directory.path): there are more than 4 policy files")
        reader = PolicyFileReader()
        reader.maximumEntries = 8
        let entries = #expect(throws: PolicyFileError.self) { try reader.list(directory.path) }
        #expect(entries?.message == "there are more than 8 entries")
        reader = PolicyFileReader()
        reader.maximumDepth = 1
        #expect(try reader.list(directory.path).problems.count == 5)
        reader.maximumFileLength = 5
        #expect(try reader.contents(of: "\(directory.path)/d0/p.yaml").count == 5)
        reader.maximumFileLength = 4
        let length = #expect(throws: PolicyFileError.self) { try reader.contents(of: "\(directory.path)/d0/p.yaml") }
        #expect(length?.message == "it is larger than 4 bytes; split it")
    }

    @Test("a path that cannot be read is one clear sentence")
    func unreadable() throws {
        let reader = PolicyFileReader()
        func message(_ path: String) -> String? {
            #expect(throws: PolicyFileError.self) { try reader.contents(of: path) }?.message
        }
        #expect(message("\(directory.path)/none.yaml") == "no such file or directory")
        #expect(message(directory.path) == "it is a directory")
        #expect(message("/dev/zero") == "it is no regular file")
        #expect(mkfifo("\(directory.path)/pipe.yaml", 0o600) == 0)
        #expect(message("\(directory.path)/pipe.yaml") == "it is no regular file")
        let load = PolicyLoader.load(paths: ["\(directory.path)/none", "/dev/null"])
        #expect(
            load.diagnostics.map(\.message) == [
                "cannot read \(directory.path)/none: no such file or directory",
                "cannot read /dev/null: it is no regular file",
            ]
        )
        let error = #expect(throws: PolicyFileError.self) { try reader.list("\(directory.path)/none") }
        #expect(error?.description == "cannot read \(directory.path)/none: no such file or directory")
    }

    @Test("files and directories together, with duplicates over files found")
    func paths() throws {
        try directory.write("a.yaml", YAMLText.policy("a"))
        try directory.write("dir/b.yaml", YAMLText.policy("a") + "---\n" + YAMLText.policy("b"))
        try directory.write("dir/bad.yaml", "kind: [")
        let load = PolicyLoader.load(paths: ["\(directory.path)/a.yaml", "\(directory.path)/dir"])
        #expect(load.policies.map(\.name) == ["a", "b"])
        #expect(load.refused.map { $0.file.dropFirst(directory.path.utf8.count) } == ["/dir/b.yaml", "/dir/bad.yaml"])
    }
}
