import Glibc

/// Keeps a descriptor from the programs we start.
func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

/// A system call that failed, with its `errno`.
package struct SystemError: Error, Sendable, CustomStringConvertible {
    /// The call and what it was called on, such as `connect /tmp/hs-1/docker.sock`.
    package let call: String
    /// The `errno` it left.
    package let number: Int32

    package init(_ call: String, number: Int32 = errno) {
        self.call = call
        self.number = number
    }

    package var description: String { "\(call): \(String(cString: strerror(number)))" }
}
