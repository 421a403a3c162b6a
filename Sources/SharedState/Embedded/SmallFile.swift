import Glibc

/// Short files as text.
enum SmallFile {
    /// The last bytes of a file; nil when it cannot be read or is empty.
    static func read(_ path: String, last limit: Int) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return read(descriptor, last: limit)
    }

    static func read(_ descriptor: CInt, last limit: Int) -> String? {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size > 0 else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, limit, max(0, size - off_t(limit))))
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
