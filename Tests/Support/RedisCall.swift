/// A command as `RedisProxy` saw it pass.
package struct RedisCall: Sendable {
    /// The words of it, invalid UTF-8 repaired.
    package let words: [String]

    /// Whether it runs a script.
    package var isScript: Bool {
        let name = words.first?.uppercased()
        return name == "EVALSHA" || name == "EVAL"
    }

    /// Whether any of its words contains this text.
    package func mentions(_ text: String) -> Bool { words.contains { $0.contains(text) } }

    /// The first command of some bytes and its length; nil while it is not complete.
    static func parse(_ bytes: ArraySlice<UInt8>) -> (call: RedisCall, length: Int)? {
        guard let (reply, length) = RedisReply.parse(bytes) else { return nil }
        return (RedisCall(words: reply.list.map { $0.string ?? "" }), length)
    }
}
