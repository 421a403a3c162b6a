#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a path or descriptor leads to.
struct FileStatus {
    /// The same for two paths that lead to the same file.
    struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    let isDirectory: Bool
    let isRegular: Bool
    let identity: Identity

    /// Through symbolic links.
    init(following path: String) throws(PolicyFileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .lastSystemError(at: path) }
        self.init(status)
    }

    init(of descriptor: Int32, _ path: String) throws(PolicyFileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .lastSystemError(at: path) }
        self.init(status)
    }

    private init(_ status: stat) {
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino)
        )
    }
}

extension PolicyFileError {
    /// To be called right after the failed call: it reads `errno`.
    static func lastSystemError(at path: String) -> PolicyFileError {
        PolicyFileError(path: path, message: String(cString: strerror(errno)).lowercased())
    }
}
