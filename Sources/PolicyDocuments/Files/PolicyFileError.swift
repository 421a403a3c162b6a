/// Why a file or directory of policies could not be read.
package struct PolicyFileError: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    /// Lower-case, what is wrong and, where it helps, what to do.
    package let message: String

    package var description: String { "cannot read \(path): \(message)" }
}
