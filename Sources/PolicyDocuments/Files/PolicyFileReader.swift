#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads policy files and finds them in directories, both within caps.
package struct PolicyFileReader: Sendable {
    /// Bytes of one file.
    package var maximumFileLength = 4 << 20
    /// Policy files in one directory tree.
    package var maximumFiles = 10_000
    /// Entries of any kind in one directory tree: somebody may say `/`.
    package var maximumEntries = 200_000
    /// Directories within each other.
    package var maximumDepth = 32

    package init() {}

    /// `*.test.yaml` and `*.test.yml`: policy tests, which no directory is read for.
    package static func isTest(_ path: String) -> Bool { path.hasSuffix(".test.yaml") || path.hasSuffix(".test.yml") }

    static func isPolicy(_ path: String) -> Bool {
        (path.hasSuffix(".yaml") || path.hasSuffix(".yml")) && !isTest(path)
    }

    /// Throws when there is nothing at the path.
    package func isDirectory(_ path: String) throws(PolicyFileError) -> Bool {
        try FileStatus(following: path).isDirectory
    }

    /// The bytes of a regular file, through symbolic links.
    ///
    /// A pipe or device is refused, not waited for.
    package func contents(of path: String) throws(PolicyFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .lastSystemError(at: path) }
        defer { close(descriptor) }
        let status = try FileStatus(of: descriptor, path)
        guard !status.isDirectory else { throw PolicyFileError(path: path, message: "it is a directory") }
        guard status.isRegular else { throw PolicyFileError(path: path, message: "it is no regular file") }
        return try readAll(descriptor, path)
    }

    /// The bytes of standard input, for `-f -`.
    package func readStandardInput() throws(PolicyFileError) -> [UInt8] { try readAll(STDIN_FILENO, "<stdin>") }

    private func readAll(_ descriptor: Int32, _ path: String) throws(PolicyFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .lastSystemError(at: path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= maximumFileLength else {
                let message = "it is larger than \(maximumFileLength) bytes; split it"
                throw PolicyFileError(path: path, message: message)
            }
        }
    }
}
