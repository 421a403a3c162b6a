/// A listener could not be opened; one sentence naming the address.
package struct ListenError: Error, Sendable, CustomStringConvertible {
    package let description: String
}
