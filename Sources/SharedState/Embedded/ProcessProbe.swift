import Glibc

/// Questions about processes that are not our children, or became ours because we are process 1 of a container.
enum ProcessProbe {
    /// Whether the process runs; a zombie does not.
    static func isAlive(_ process: pid_t) -> Bool {
        // As process 1 we inherit the server and have to collect it; otherwise this fails and changes nothing.
        if waitpid(process, nil, WNOHANG) == process { return false }
        if kill(process, 0) != 0, errno == ESRCH { return false }
        // `4711 (redis-server) S 1 …`; the name may itself hold parentheses.
        guard let status = readStatus(process), let end = status.lastIndex(of: ")") else { return false }
        return status[end...].dropFirst(2).first != "Z"
    }

    private static func readStatus(_ process: pid_t) -> String? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 512) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, 512))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
