/// What a YAML text may cost.
///
/// All are checked while it is read, before the cost arises.
enum YAMLLimits {
    /// Bytes of one document.
    static let documentBytes = 1 << 20
    /// Lists and objects within each other, aliases resolved.
    static let depth = 64
    /// Values in one document, aliases resolved.
    static let nodes = 100_000
    /// Values in one document that are there because of aliases.
    static let aliasNodes = 10_000
}
