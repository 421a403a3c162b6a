/// A variable whose value does not parse.
///
/// The value itself is never shown: it may be a secret in the wrong place.
package struct EnvironmentError: Error, Sendable, Equatable, CustomStringConvertible {
    package let variable: String
    package let expected: String

    package init(_ variable: String, expected: String) {
        self.variable = variable
        self.expected = expected
    }

    package var description: String { "\(variable): expected \(expected); correct it or unset it" }
}
