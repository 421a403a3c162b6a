/// An error reply of Redis: `-WRONGTYPE Operation against a key …`.
package struct RESPErrorReply: Sendable, Equatable {
    /// The whole text after the minus sign.
    package let message: String

    /// The first word, by convention the error's code: `WRONGTYPE`, `NOSCRIPT`, `ERR`.
    package var code: String { String(message.prefix { $0 != " " }) }

    package init(_ message: String) {
        self.message = message
    }
}
