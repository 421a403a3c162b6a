import Glibc
import Logging

/// What the process asks of the system at start.
enum ProcessLimits {
    /// Every stats stream is a connection: as many files as the hard limit allows.
    ///
    /// A broken pipe is an error, not an end.
    static func raise(_ logger: Logger) {
        signal(SIGPIPE, SIG_IGN)
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 1 << 16)
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
            logger.debug("file limit not raised")
        }
    }
}
