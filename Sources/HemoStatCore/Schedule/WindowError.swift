/// Why there is no such window.
package struct WindowError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Lower-case sentence: what was found and what was expected.
    package let message: String

    package var description: String { message }
}
