/// One reply of Redis in the RESP2 protocol.
///
/// Source: https://redis.io/docs/latest/develop/reference/protocol-spec/ (RESP2).
package enum RESPValue: Sendable, Equatable {
    /// A simple string such as `OK`.
    case status(String)
    /// An error reply. Inside arrays and pipelines it stands beside the replies that succeeded.
    case error(RESPErrorReply)
    case integer(Int64)
    /// A binary-safe string; not necessarily UTF-8.
    case bulk([UInt8])
    /// The null bulk string and the null array.
    case null
    case array([RESPValue])

    /// The bytes of a bulk or simple string; nil for any other kind.
    package var asBytes: [UInt8]? {
        switch self {
        case .bulk(let bytes): bytes
        case .status(let text): Array(text.utf8)
        default: nil
        }
    }

    /// The text of a simple string, or of a bulk string that is valid UTF-8; nil for any other kind.
    package var asString: String? {
        switch self {
        case .bulk(let bytes): String(validating: bytes, as: UTF8.self)
        case .status(let text): text
        default: nil
        }
    }

    /// An integer reply, or a bulk string that spells a decimal 64-bit integer; nil for any other kind.
    package var asInteger: Int64? {
        switch self {
        case .integer(let value): value
        case .bulk: asString.flatMap { Int64($0) }
        default: nil
        }
    }

    /// The elements of an array; nil for any other kind, the null array included.
    package var asArray: [RESPValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    package var isNull: Bool { self == .null }
}
