/// Takes big-endian numbers off the front of bytes and never reads past their end.
struct ByteCursor {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    /// The next bytes, nil when there are not so many.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard (0...remaining).contains(count) else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// An unsigned number of four bytes.
    mutating func count() -> Int? { take(4)?.reduce(0) { $0 << 8 | Int($1) } }

    /// A two's complement number of four or eight bytes.
    mutating func integer(length: Int) -> Int? {
        guard let field = take(length) else { return nil }
        let pattern = field.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return length == 4 ? Int(Int32(truncatingIfNeeded: pattern)) : Int(Int64(bitPattern: pattern))
    }
}
