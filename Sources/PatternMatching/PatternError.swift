/// Why a text is no regular expression, and where.
package struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Bytes of the pattern's UTF-8 before the place.
    package let offset: Int
    /// PCRE2's words, lower-case.
    package let message: String

    package var description: String { "not a regular expression: \(message) at byte \(offset)" }
}
