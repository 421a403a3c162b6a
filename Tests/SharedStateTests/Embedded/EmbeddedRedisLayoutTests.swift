import Glibc
import Testing

@testable import SharedState

@Suite struct EmbeddedRedisLayoutTests {
    @Test("paths are absolute and fit a unix socket")
    func paths() throws {
        #expect(try EmbeddedRedisLayout("/var/lib/x//").socket == "/var/lib/x/redis.sock")
        #expect(try EmbeddedRedisLayout("state").directory.hasSuffix("/state"))
        let fits = "/" + String(repeating: "x", count: 107 - 1 - "/redis.sock".utf8.count)
        #expect(try EmbeddedRedisLayout(fits).socket.utf8.count == 107)
        let error = #expect(throws: EmbeddedRedisError.self) { try EmbeddedRedisLayout(fits + "x") }
        #expect(error?.code == .pathTooLong)
        #expect(error?.message.contains("at most 107") == true)
    }

    @Test("directories are made with their parents for the owner alone")
    func directories() throws {
        let root = TestDirectory()
        let layout = try EmbeddedRedisLayout(root.path + "/a/b")
        try layout.makeDirectories()
        try layout.makeDirectories()
        var status = stat()
        #expect(stat(layout.directory, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test("a directory that cannot be made is one sentence that names it")
    func unusable() throws {
        let root = TestDirectory()
        root.write("x", to: "file")
        for (path, reason) in [
            (root.path + "/file/state", "not a directory"), ("/proc/state", "no such file or directory"),
        ] {
            let error = #expect(throws: EmbeddedRedisError.self) { try EmbeddedRedisLayout(path).makeDirectories() }
            #expect(error?.code == .directoryUnusable)
            #expect(error?.message.contains("\(path) cannot be used: \(reason)") == true)
        }
    }

    @Test("a lock that cannot be written (full disk) is one sentence")
    func fullDisk() throws {
        let root = TestDirectory()
        let layout = try EmbeddedRedisLayout(root.path)
        symlink("/dev/full", layout.lock)
        let error = #expect(throws: EmbeddedRedisError.self) { try DirectoryLock(layout) }
        #expect(error?.code == .directoryUnusable)
        #expect(error?.message.hasPrefix("the state directory \(root.path) cannot be used") == true)
    }

    @Test("the log's last message comes without its time stamp")
    func lastMessage() throws {
        let root = TestDirectory()
        let layout = try EmbeddedRedisLayout(root.path)
        try layout.makeDirectories()
        #expect(layout.lastLogMessage == nil)
        root.write(
            "1:M 22 Nov 2025 15:00:00.000 * first\n1:M 22 Nov 2025 15:00:00.001 # Bad file * format\n",
            to: "redis/redis.log"
        )
        #expect(layout.lastLogMessage == "Bad file * format")
    }
}
