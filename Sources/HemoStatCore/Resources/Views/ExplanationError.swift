/// Why a path cannot be explained: one sentence.
package struct ExplanationError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
}
