/// What a command run inside a container came to.
package struct ExecResult: Sendable, Hashable {
    /// The command's exit code; nil when it ran out of time.
    ///
    /// A command that cannot be started has 126 or 127 (Docker 20.10 says 126 of a missing one too), and the runtime's
    /// words about it are the output.
    package let exitCode: Int?
    /// The end of what it printed; may hold secrets.
    package let output: LogTail
    /// Whether the command had not ended in time.
    ///
    /// Docker cannot end it: it runs on unwatched.
    package let timedOut: Bool

    /// Whether older output, or ends of lines, were dropped to stay within the cap.
    package var isTruncated: Bool { output.isTruncated }
}
