import PolicyDocuments

/// The bytes of a directory's policy files, to tell whether anything changed.
struct DirectorySnapshot: Equatable {
    private var files: [String: [UInt8]] = [:]
    private var problems: [String] = []

    init(_ path: String) {
        let reader = PolicyFileReader()
        do throws(PolicyFileError) {
            guard try reader.isDirectory(path) else {
                files[path] = try reader.contents(of: path)
                return
            }
            let listing = try reader.list(path)
            problems += listing.problems.map(\.description)
            for file in listing.files { read(file, reader) }
        } catch {
            problems.append(error.description)
        }
    }

    private mutating func read(_ file: String, _ reader: PolicyFileReader) {
        do throws(PolicyFileError) {
            files[file] = try reader.contents(of: file)
        } catch {
            problems.append(error.description)
        }
    }
}
