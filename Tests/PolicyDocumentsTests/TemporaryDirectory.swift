import Glibc

/// A directory under `/tmp` that is gone when the test is.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/hemostat-policies-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(step: "mkdtemp") }
        path = String(cString: made)
    }

    deinit { Self.remove(path) }

    struct Failure: Error {
        let step: String
    }

    /// The full path of a name, its directories made.
    func place(_ name: String) -> String {
        let parts = name.split(separator: "/").map(String.init)
        for count in 1..<max(parts.count, 1) { mkdir("\(path)/\(parts.prefix(count).joined(separator: "/"))", 0o755) }
        return "\(path)/\(name)"
    }

    func write(_ name: String, _ text: String) throws {
        guard let file = fopen(place(name), "w") else { throw Failure(step: "fopen \(name)") }
        defer { fclose(file) }
        guard fwrite(text, 1, text.utf8.count, file) == text.utf8.count else { throw Failure(step: "fwrite \(name)") }
    }

    func link(_ name: String, to target: String) throws {
        guard symlink(target, place(name)) == 0 else { throw Failure(step: "symlink \(name)") }
    }

    private static func remove(_ path: String) {
        if let stream = opendir(path) {
            var names: [String] = []
            while let entry = readdir(stream) {
                names.append(
                    withUnsafeBytes(of: &entry.pointee.d_name) {
                        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                    }
                )
            }
            closedir(stream)
            for name in names where name != "." && name != ".." {
                // A link is removed, not followed.
                if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
            }
        }
        rmdir(path)
    }
}
