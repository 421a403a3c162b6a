import Glibc

/// The documents of `Fixtures/`, read from the source tree.
enum FixtureFiles {
    static let engines = ["docker-20.10", "docker-24.0", "docker-27.4", "docker-29.0", "podman-4.3"]

    /// Beside `Support/`, where this file is.
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "/") + "/Fixtures"

    struct Unreadable: Error {
        let path: String
    }

    static func load(_ name: String) throws -> [UInt8] {
        let path = "\(folder)/\(name)"
        guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// The files of a kind over all engines: `inspect` finds `docker-29.0/inspect.json` and `…/inspect-oom.json`.
    static func names(of kind: String) throws -> [String] {
        var names: [String] = []
        for engine in engines {
            let path = "\(folder)/\(engine)"
            guard let directory = opendir(path) else { throw Unreadable(path: path) }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                let stem = name.prefix { $0 != "." }
                if stem == kind || stem.hasPrefix(kind + "-") { names.append("\(engine)/\(name)") }
            }
        }
        return names.sorted()
    }
}
