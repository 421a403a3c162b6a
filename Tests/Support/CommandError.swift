/// A program that was to succeed did not.
package struct CommandError: Error, Sendable, CustomStringConvertible {
    package let command: String
    /// What it printed.
    package let output: String

    package init(command: String, output: String) {
        self.command = command
        self.output = output
    }

    package var description: String { "\(command) failed: \(output)" }
}
