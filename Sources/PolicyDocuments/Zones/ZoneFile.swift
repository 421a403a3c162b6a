import HemoStatCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file of one zone, which is certain to lie below the folder of zones.
struct ZoneFile {
    private static let maximumNameLength = 255

    private let name: String
    /// Without symbolic links.
    private let path: String

    /// Links are followed (`Europe/Belfast -> London`), but not out of the folder.
    init(name: String, root: String) throws(ZoneError) {
        guard Self.isName(name) else { throw .invalidName(name) }
        guard let folder = Self.resolve(root).path, (try? FileStatus(following: folder).isDirectory) == true else {
            throw .missingDatabase(name, root)
        }
        // `localtime` and `posixrules` mean something else on each machine; no zone begins with a small letter.
        guard name.utf8.first.map({ (65...90).contains($0) }) == true else { throw .unknown(name) }
        let found = Self.resolve("\(folder)/\(name)")
        guard let path = found.path else {
            guard [ENOENT, ENOTDIR].contains(found.error) else {
                throw .unreadable(name, String(cString: strerror(found.error)).lowercased())
            }
            throw .unknown(name)
        }
        guard path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/") else {
            throw .unreadable(name, "its file is a link out of \(root)")
        }
        self.name = name
        self.path = path
    }

    func contents() throws(ZoneError) -> [UInt8] {
        do throws(PolicyFileError) {
            // `Europe` is a folder of zones, no zone.
            if try !FileStatus(following: path).isDirectory { return try PolicyFileReader().contents(of: path) }
        } catch {
            throw .unreadable(name, error.message)
        }
        throw .unknown(name)
    }

    /// Letters, digits, `_`, `+`, `-` and `.` in segments that do not begin with a dot.
    private static func isName(_ name: String) -> Bool {
        (1...maximumNameLength).contains(name.utf8.count)
            && name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { segment in
                !segment.isEmpty && segment.first != UInt8(ascii: ".") && segment.allSatisfy(isNameByte)
            }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 0x20) || (48...57).contains(byte) || "_+-.".utf8.contains(byte)
    }

    /// A path without links and dots; nil, and the system's error, when it leads nowhere.
    private static func resolve(_ path: String) -> (path: String?, error: Int32) {
        guard let text = realpath(path, nil) else { return (nil, errno) }
        defer { free(text) }
        return (String(cString: text), 0)
    }
}
