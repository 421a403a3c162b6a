#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension ZoneDirectory {
    /// Entries looked at; the IANA database has some 1300.
    private static let maximumEntries = 4096
    /// Folders within each other; the IANA database has two (`America/Argentina/Salta`).
    private static let maximumDepth = 4

    /// The zones there are files for, sorted; the empty list when the folder cannot be read.
    ///
    /// Bounded: of a huge folder only some. What begins with a small letter is no zone (`posix`, `right`, `zone.tab`).
    package var names: [String] {
        var names: [String] = []
        var left = Self.maximumEntries
        collect("", depth: 1, &left, &names)
        return names.sorted()
    }

    private func collect(_ prefix: String, depth: Int, _ left: inout Int, _ names: inout [String]) {
        for entry in entries("\(root)/\(prefix)", &left) {
            let name = prefix + entry
            guard let status = try? FileStatus(following: "\(root)/\(name)") else { continue }
            if status.isRegular { names.append(name) }
            if status.isDirectory, depth < Self.maximumDepth { collect(name + "/", depth: depth + 1, &left, &names) }
        }
    }

    private func entries(_ folder: String, _ left: inout Int) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [String] = []
        while left > 0, let entry = readdir(stream) {
            left -= 1
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.utf8.first.map({ (65...90).contains($0) }) == true { entries.append(name) }
        }
        return entries
    }
}
