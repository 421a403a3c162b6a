import Crypto

/// A Lua script that Redis runs as one step, called by the digest of its text.
package struct RedisScript: Sendable, Equatable {
    /// What errors call the script.
    package let name: String
    package let source: String
    /// The SHA-1 of the text in lower-case hexadecimal digits, as `EVALSHA` wants it.
    package let digest: String

    var subject: String { "script \(name)" }

    package init(name: String, source: String) {
        self.name = name
        self.source = source
        self.digest = Insecure.SHA1.hash(data: Array(source.utf8))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
    }
}
