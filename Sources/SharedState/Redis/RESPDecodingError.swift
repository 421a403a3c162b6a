/// Why bytes are not a RESP2 reply that we take.
///
/// The connection they came on is of no further use.
package enum RESPDecodingError: Error, Equatable, CustomStringConvertible {
    /// A reply starts with a byte that names no RESP2 type (a web server's answer, for example).
    case unknownType(UInt8)
    /// A line ends with LF alone.
    case bareLineFeed
    /// A header or integer is not a decimal 64-bit number, or a length is below -1.
    case badNumber
    /// A bulk string is not followed by CR LF.
    case unterminatedBulk
    case bulkTooLong(limit: Int)
    case tooManyElements(limit: Int)
    case tooDeep(limit: Int)
    case lineTooLong(limit: Int)
    case replyTooLong(limit: Int)

    package var description: String {
        switch self {
        case .unknownType(let byte): "a reply starts with byte \(byte), which names no RESP2 type"
        case .bareLineFeed: "a line of a reply ends without CR"
        case .badNumber: "a length or integer of a reply is not a 64-bit decimal number"
        case .unterminatedBulk: "a bulk string of a reply does not end with CR LF"
        case .bulkTooLong(let limit): "a bulk string of a reply is longer than \(limit) bytes"
        case .tooManyElements(let limit): "a reply has more than \(limit) elements"
        case .tooDeep(let limit): "a reply nests arrays deeper than \(limit)"
        case .lineTooLong(let limit): "a line of a reply is longer than \(limit) bytes"
        case .replyTooLong(let limit): "a reply is longer than \(limit) bytes"
        }
    }
}
