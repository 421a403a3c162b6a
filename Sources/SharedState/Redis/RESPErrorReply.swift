/// An error reply of Redis: `-WRONGTYPE Operation against a key …`.
package struct RESPErrorReply: Sendable, Equatable {
    /// The whole text after the minus sign.
    package let message: String

    /// The first word, by convention the error's code: `WRONGTYPE`, `NOSCRIPT`, `ERR`.
    package var code: String { String(message.prefix { $0 != " " }) }

    /// Whether the server says that it takes no writes because another one is the primary.
    ///
    /// Before Redis 7 the code is hidden in the text when a script's command got it.
    var namesNoPrimary: Bool {
        ["READONLY", "MASTERDOWN"].contains(code) || message.contains("-READONLY ") || message.contains("-MASTERDOWN ")
    }

    package init(_ message: String) {
        self.message = message
    }
}
