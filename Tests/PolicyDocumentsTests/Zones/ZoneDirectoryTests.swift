import HemoStatCore
import Testing

@testable import PolicyDocuments

@Suite struct ZoneDirectoryTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// A zone that is always one hour east; text, because each of its bytes is below 128.
    private static let zone = ["TZif\0", "TZif2"].map { start in
        start + String(repeating: "\0", count: 15 + 12)
            + "\0\0\0\0\0\0\0\u{1}\0\0\0\u{4}\0\0\u{E}\u{10}\0\0CET\0"
    }

    private static let whole = zone[1] + zone[1] + "\nCET-1\n"

    private var zones: ZoneDirectory { ZoneDirectory(root: directory.path) }

    private func problem(_ name: String) -> ZoneError? {
        #expect(throws: ZoneError.self) { try zones.rules(named: name) }
    }

    @Test("the machine's zones are read, by name and by link")
    func machine() throws {
        let zones = ZoneDirectory()
        let installed = zones.names
        try #require(!installed.isEmpty, "there are no zones in \(zones.root): install the Debian package tzdata")
        #expect(installed == installed.sorted())
        #expect(Set(installed).isSuperset(of: ["Europe/Berlin", "America/Argentina/Salta", "Asia/Kolkata", "Etc/UTC"]))
        #expect(!installed.contains { $0.hasSuffix(".tab") || $0.hasPrefix("right/") || $0.hasPrefix("posix") })
        let (table, problems) = zones.table(of: installed)
        #expect(problems == [])
        let noon = try #require(Timestamp(rfc3339: "2026-07-01T12:00:00Z"))
        #expect(table["Europe/Berlin"]?.offset(at: noon) == 7200)
        #expect(table["Europe/Belfast"]?.offset(at: noon) == 3600)
        #expect(table["America/New_York"]?.civilTime(at: noon).description == "2026-07-01 08:00:00")
        #expect(table["Asia/Kolkata"]?.offset(at: noon) == 19_800)
    }

    @Test("reads version 1 and version 2 files of another folder, as TZDIR names it")
    func root() throws {
        try directory.write("Test/Two", Self.whole)
        try directory.write("One", Self.zone[0])
        try directory.link("Test/Link", to: "../One")
        #expect(zones.names == ["One", "Test/Link", "Test/Two"])
        for name in zones.names { #expect(try zones.rules(named: name).offset(at: Timestamp(microseconds: 0)) == 3600) }
        #expect(ZoneDirectory(root: "").root == "/usr/share/zoneinfo")
        #expect(ZoneDirectory(root: nil).root == "/usr/share/zoneinfo")
    }

    @Test("a folder may itself be a link")
    func linkedRoot() throws {
        try directory.write("real/One", Self.zone[0])
        try directory.link("link", to: "real")
        #expect(try ZoneDirectory(root: "\(directory.path)/link/").rules(named: "One").name == "One")
    }

    @Test(
        "refuses what is no name",
        arguments: [
            "", "/", "/etc/passwd", "../One", "Test/../One", "Test//Two", "Test/", "./One", "Test/.Two", "One\0", "Öne",
            "One Two", "One;ls", "One\n", String(repeating: "A", count: 256),
        ]
    )
    func names(name: String) throws {
        try directory.write("One", Self.zone[0])
        try directory.write("Test/Two", Self.whole)
        let error = try #require(problem(name))
        #expect(error.code == .invalidName)
        #expect(error.message.hasPrefix("expected the name of a time zone such as Europe/Berlin, found \""))
        #expect(error.zone == name)
    }

    @Test("an unknown zone gets a suggestion when one is near")
    func unknown() throws {
        for name in ["Europe/Berlin", "America/New_York", "Etc/GMT+2", "Etc/UTC"] {
            try directory.write(name, Self.whole)
        }
        try directory.write("localtime", Self.whole)
        func message(_ name: String) throws -> String { try #require(problem(name)).message }
        #expect(try message("Europe/Berlim") == "unknown time zone \"Europe/Berlim\"; did you mean \"Europe/Berlin\"?")
        #expect(try message("europe/berlin") == "unknown time zone \"europe/berlin\"; did you mean \"Europe/Berlin\"?")
        #expect(try message("Berlin") == "unknown time zone \"Berlin\"; did you mean \"Europe/Berlin\"?")
        #expect(try message("new york").hasSuffix("did you mean \"America/New_York\"?"))
        let plain = "expected a name such as Europe/Berlin"
        #expect(try message("GMT+2") == "unknown time zone \"GMT+2\", \(plain)")
        #expect(try message("Europe") == "unknown time zone \"Europe\", \(plain)")
        #expect(try message("localtime") == "unknown time zone \"localtime\", \(plain)")
        #expect(try message("Europe/Berlin/Mitte").hasPrefix("unknown time zone"))
        #expect(problem("Mars/Olympus")?.code == .unknown)
    }

    @Test("without any zone it says to install tzdata, and UTC works all the same")
    func missing() throws {
        for root in ["\(directory.path)/nowhere", directory.path] {
            let zones = ZoneDirectory(root: root)
            let error = try #require(throws: ZoneError.self) { try zones.rules(named: "Europe/Berlin") }
            #expect(error.code == .missingDatabase)
            #expect(
                error.message == "time zone \"Europe/Berlin\" cannot be looked up: there are no time zones in \(root); "
                    + "install the package tzdata (apt-get install tzdata) or set TZDIR"
            )
            #expect(try zones.rules(named: "UTC") == .utc)
            #expect(zones.names == [])
        }
    }

    @Test("what is no zone file, or leads out of the folder, is refused")
    func unusable() throws {
        let outside = try TemporaryDirectory()
        try outside.write("One", Self.zone[0])
        try directory.link("Out", to: "\(outside.path)/One")
        try directory.link("Folder", to: outside.path)
        try directory.link("Loop", to: "Loop")
        try directory.write("Text", "this is no zone file, however long it may be")
        try directory.write("Short", String(Self.whole.prefix(60)))
        try directory.write("Huge", Self.whole + String(repeating: "x", count: 70_000))
        #expect(
            problem("Out")?.message == "time zone \"Out\" cannot be read: its file is a link out of \(directory.path)"
        )
        #expect(problem("Folder/One")?.code == .unreadable)
        #expect(problem("Loop")?.code == .unreadable)
        #expect(problem("Text")?.message == "the data of time zone \"Text\" cannot be used: it is no TZif data")
        #expect(problem("Short")?.message == "the data of time zone \"Short\" cannot be used: it ends too early")
        #expect(problem("Huge")?.code == .malformed)
    }

    @Test("a table has what there is, and one problem for each other zone")
    func table() throws {
        try directory.write("Europe/Berlin", Self.whole)
        let asked = ["Europe/Berlin", "UTC", "Europe/Berlin", "Nowhere/Land", "../etc", "Nowhere/Land"]
        let (table, problems) = zones.table(of: asked)
        #expect(table["Europe/Berlin"]?.name == "Europe/Berlin")
        #expect(table["UTC"] == .utc)
        #expect(table["Nowhere/Land"] == nil)
        #expect(problems.map(\.zone) == ["../etc", "Nowhere/Land"])
        #expect(problems.map(\.code) == [.invalidName, .unknown])
    }
}
