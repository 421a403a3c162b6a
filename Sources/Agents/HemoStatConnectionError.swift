/// Redis could not be reached after every attempt.
///
/// Its name is HemoStat's.
package struct HemoStatConnectionError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
