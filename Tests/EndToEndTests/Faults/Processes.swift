import Glibc
import TestSupport

/// Ends a process at once (SIGKILL), by its id.
/// - Throws: `SystemError`.
func endProcess(_ process: Int32) throws {
    guard kill(process, SIGKILL) == 0 else { throw SystemError("kill \(process)") }
}
