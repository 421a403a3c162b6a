import Glibc
import Synchronization

/// A new folder `/tmp/hs-XXXXXX`, short enough for socket paths in it, removed with everything in it at the latest with this object.
///
/// Removal also ends, by id, the processes whose working directory lies in the folder: a private Redis whose operator was killed
/// has no other owner.
package final class TemporaryDirectory: Sendable {
    /// Absolute, without a slash at its end.
    package let path: String
    private let removed = Atomic(false)

    /// - Throws: `SystemError`.
    package init() throws {
        var template = Array("/tmp/hs-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SystemError("mkdtemp /tmp/hs-XXXXXX") }
        path = String(cString: made)
        Reaper.shared?.watch(.directory(path))
    }

    deinit { close() }

    /// The path of something in the folder.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes or replaces a file and returns its path.
    /// - Throws: `SystemError`.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try Files.write(text, to: file(name))
        return file(name)
    }

    /// Makes a folder in it and returns its path.
    /// - Throws: `SystemError`.
    @discardableResult
    package func makeDirectory(_ name: String) throws -> String {
        guard mkdir(file(name), 0o755) == 0 else { throw SystemError("mkdir \(file(name))") }
        return file(name)
    }

    /// Removes the folder and ends what still lives in it; idempotent.
    package func close() {
        guard !removed.exchange(true, ordering: .relaxed) else { return }
        for process in processesWithin() { kill(process, SIGKILL) }
        Files.removeTree(path)
        Reaper.shared?.forget(.directory(path))
    }

    /// The processes whose working directory is the folder or one below it.
    package func processesWithin() -> [Int32] {
        Files.names(in: "/proc").compactMap(Int32.init).filter { process in
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            guard process != getpid(), readlink("/proc/\(process)/cwd", &target, target.count - 1) > 0 else {
                return false
            }
            let folder = target.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
            return folder == path || folder.hasPrefix(path + "/")
        }
    }
}
