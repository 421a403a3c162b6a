package import HemoStatCore

/// A document that was not accepted: whoever keeps a last good generation keeps it for these.
package struct RefusedDocument: Sendable, Equatable {
    package let file: String
    /// nil when the file itself could not be read.
    package let position: SourcePosition?
    /// The policy it would have been, where that much could be read.
    package let name: String?
}
