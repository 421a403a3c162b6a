import Glibc

/// Tells scripts which port the kernel chose.
enum AddressFile {
    static func write(_ address: String, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        let bytes = Array("\(address)\n".utf8)
        _ = Glibc.write(file, bytes, bytes.count)
        close(file)
    }
}
