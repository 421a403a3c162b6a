/// What no single field can tell: a condition over an object whose defaults have been filled in.
package struct SchemaRule: Sendable {
    /// What must hold, in one line.
    package let prose: String
    /// The breaches found in the object.
    ///
    /// Values of a wrong type are somebody else's business and skipped here.
    package let breaches: @Sendable (DocumentNode) -> [Diagnostic]

    package init(_ prose: String, breaches: @escaping @Sendable (DocumentNode) -> [Diagnostic]) {
        self.prose = prose
        self.breaches = breaches
    }
}
