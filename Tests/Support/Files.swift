import Glibc

/// Small files and folders, read and written whole.
package enum Files {
    /// The bytes of a file.
    /// - Throws: `SystemError`.
    package static func bytes(of path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemError("open \(path)") }
        defer { close(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count > 0 { all += buffer[..<count] }
            if count == 0 { return all }
            if count < 0, errno != EINTR { throw SystemError("read \(path)") }
        }
    }

    /// The text of a file, invalid UTF-8 repaired.
    /// - Throws: `SystemError`.
    package static func text(of path: String) throws -> String { String(decoding: try bytes(of: path), as: UTF8.self) }

    /// Makes or replaces a file.
    /// - Throws: `SystemError`.
    package static func write(_ text: String, to path: String, permissions: UInt32 = 0o644) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions)
        guard file >= 0 else { throw SystemError("open \(path)") }
        defer { close(file) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) }
            if count < 0, errno != EINTR { throw SystemError("write \(path)") }
        }
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The names in a folder, without `.` and `..`; none when it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a file, if it is there.
    package static func remove(_ path: String) { unlink(path) }

    /// Removes a folder with all in it; mounted file systems below it are left alone.
    static func removeTree(_ path: String) {
        guard let device = device(of: path) else { return }
        removeTree(path, device: device)
    }

    private static func removeTree(_ path: String, device: dev_t) {
        for name in names(in: path) {
            let entry = "\(path)/\(name)"
            guard unlink(entry) != 0, self.device(of: entry) == device else { continue }
            removeTree(entry, device: device)
        }
        rmdir(path)
    }

    /// The file system something lies on, links not followed; nil when it is not there.
    private static func device(of path: String) -> dev_t? {
        var facts = stat()
        return lstat(path, &facts) == 0 ? facts.st_dev : nil
    }
}
