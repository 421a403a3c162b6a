import Glibc

/// Data to stdout, progress to stderr.
enum Console {
    static func data(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func progress(_ text: String) {
        write(isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K\(text)" : "", to: STDERR_FILENO)
    }

    static func words(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: CInt) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
