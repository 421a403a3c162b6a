/// The policy files below a directory.
package struct PolicyListing: Sendable, Equatable {
    /// Sorted by path.
    package let files: [String]
    /// Directories and links that could not be followed; the rest was.
    package let problems: [PolicyFileError]
}
