package import HemoStatCore

/// One document of a file as far as YAML goes.
package struct ParsedDocument: Sendable {
    /// Where it starts.
    package let position: SourcePosition
    /// Its root, nil where no sense could be made of the text.
    package let node: DocumentNode?
    /// What is wrong with the YAML itself.
    ///
    /// Values that could not be read are null in `node`.
    package let diagnostics: [Diagnostic]
}
