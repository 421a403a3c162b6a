/// A program that was to succeed did not.
package struct CommandError: Error, Sendable, CustomStringConvertible {
    package let command: String
    /// What it printed.
    package let output: String

    package var description: String { "\(command) failed: \(output)" }
}
