#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension PolicyFileReader {
    /// Every `*.yaml` and `*.yml` below a directory but policy tests.
    ///
    /// Names that start with a dot are skipped, symbolic links followed, and no file or directory is visited twice. So
    /// a mounted ConfigMap (`web.yaml -> ..data/web.yaml`, `..data -> ..2024_05_01`) gives each file once. Throws when
    /// the directory itself cannot be read or a cap is passed; anything wrong further down is a problem of the listing.
    package func list(_ directory: String) throws(PolicyFileError) -> PolicyListing {
        try list(directory, where: Self.isPolicy)
    }

    /// Every `*.test.yaml` and `*.test.yml` below a directory, by the same rules.
    package func listTests(_ directory: String) throws(PolicyFileError) -> PolicyListing {
        try list(directory, where: Self.isTest)
    }

    private func list(
        _ directory: String,
        where isWanted: @escaping (String) -> Bool
    ) throws(PolicyFileError) -> PolicyListing {
        var walk = Walk(reader: self, isWanted: isWanted)
        try walk.visit(directory, depth: 1)
        if let excess = walk.excess { throw PolicyFileError(path: directory, message: excess) }
        return PolicyListing(files: walk.files.sorted(), problems: walk.problems)
    }

    private struct Walk {
        let reader: PolicyFileReader
        let isWanted: (String) -> Bool
        var files: [String] = []
        var problems: [PolicyFileError] = []
        /// The cap that was passed; from then on nothing more is visited.
        var excess: String?
        private var seen: Set<FileStatus.Identity> = []
        private var entries = 0

        init(reader: PolicyFileReader, isWanted: @escaping (String) -> Bool) {
            self.reader = reader
            self.isWanted = isWanted
        }

        /// Throws when this directory cannot be read; what is wrong below it becomes a problem.
        mutating func visit(_ directory: String, depth: Int) throws(PolicyFileError) {
            guard depth <= reader.maximumDepth else {
                throw PolicyFileError(path: directory, message: "it is more than \(depth - 1) directories deep")
            }
            guard seen.insert(try FileStatus(following: directory).identity).inserted else { return }
            let prefix = directory.hasSuffix("/") ? directory : directory + "/"
            for name in try names(in: directory) where !name.hasPrefix(".") && excess == nil {
                visitEntry(prefix + name, depth: depth)
            }
        }

        private mutating func visitEntry(_ path: String, depth: Int) {
            do throws(PolicyFileError) {
                let status = try FileStatus(following: path)
                if status.isDirectory {
                    try visit(path, depth: depth + 1)
                } else if isWanted(path), seen.insert(status.identity).inserted {
                    files.append(path)
                }
            } catch {
                problems.append(error)
            }
            if files.count > reader.maximumFiles { excess = "there are more than \(reader.maximumFiles) policy files" }
            if entries > reader.maximumEntries { excess = "there are more than \(reader.maximumEntries) entries" }
        }

        private mutating func names(in directory: String) throws(PolicyFileError) -> [String] {
            guard let stream = opendir(directory) else { throw .lastSystemError(at: directory) }
            defer { closedir(stream) }
            var names: [String] = []
            while entries <= reader.maximumEntries {
                errno = 0
                guard let entry = readdir(stream) else {
                    guard errno == 0 else { throw .lastSystemError(at: directory) }
                    break
                }
                entries += 1
                names.append(Self.name(of: entry))
            }
            return names.sorted()
        }

        private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
                    String(cString: $0)
                }
            }
        }
    }
}
