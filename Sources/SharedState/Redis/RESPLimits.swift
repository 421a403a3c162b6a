/// How much of a reply the decoder takes before it refuses it.
///
/// hiredis accepts an array header of any size; a wrong or hostile server could make it allocate without end.
package struct RESPLimits: Sendable, Equatable {
    /// The longest bulk string, in bytes.
    package var bulkBytes = 16 << 20
    /// The most elements in all arrays of one reply together.
    package var elements = 1 << 20
    /// The deepest nesting of arrays; 1 is a flat array.
    package var depth = 8
    /// The longest line (header, simple string or error), in bytes without CR LF.
    package var lineBytes = 64 << 10
    /// The most bytes in the bulk strings and lines of one reply together.
    package var replyBytes = 64 << 20

    package init() {}
}
