import Glibc
import TestSupport

extension Files {
    /// Gives a file or a socket another name in the same file system.
    /// - Throws: `SystemError`.
    static func move(_ path: String, to other: String) throws {
        guard rename(path, other) == 0 else { throw SystemError("rename \(path)") }
    }
}
