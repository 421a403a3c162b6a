extension ZoneRules {
    /// Larger files are refused; the largest of the IANA database has 4 KiB.
    package static let maximumLength = 64 << 10

    /// RFC 9636, section 3.2, wants no times before -2⁵⁹; the same is far enough ahead.
    private static let latest: UInt = 1 << 59

    /// The rules in a TZif file of any version.
    ///
    /// Of version 2 and later the block with 64-bit times and the footer are read. Leap seconds are refused: Unix time
    /// has none.
    package init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
        guard bytes.count <= Self.maximumLength else {
            throw .malformed(name, "it is larger than \(Self.maximumLength) bytes")
        }
        var cursor = ByteCursor(bytes)
        var header = try Self.header(name, &cursor)
        guard header.version != 0 else {
            self = try Self.block(name, header, &cursor, timeLength: 4)
            return
        }
        guard header.version >= UInt8(ascii: "2") else { throw .malformed(name, "its version is unknown") }
        guard cursor.take(header.blockLength(timeLength: 4)) != nil else { throw .malformed(name, Self.truncated) }
        header = try Self.header(name, &cursor)
        let block = try Self.block(name, header, &cursor, timeLength: 8)
        self.init(
            name: name,
            transitions: block.transitions,
            offsets: block.offsets,
            firstOffset: block.firstOffset,
            footer: try Self.footer(name, &cursor)
        )
    }

    private static let truncated = "it ends too early"

    private static func header(_ name: String, _ cursor: inout ByteCursor) throws(ZoneError) -> TZifHeader {
        let isComplete = cursor.remaining >= TZifHeader.length
        guard let header = TZifHeader(&cursor) else {
            throw .malformed(name, isComplete ? "it is no TZif data" : truncated)
        }
        return header
    }

    private static func block(
        _ name: String,
        _ header: TZifHeader,
        _ cursor: inout ByteCursor,
        timeLength: Int
    ) throws(ZoneError) -> ZoneRules {
        if let complaint = header.complaint { throw .malformed(name, complaint) }
        guard header.blockLength(timeLength: timeLength) <= cursor.remaining else { throw .malformed(name, truncated) }
        let transitions = (0..<header.transitionCount).compactMap { _ in cursor.integer(length: timeLength) }
        let indices = cursor.take(header.transitionCount) ?? []
        let types = (0..<header.typeCount).compactMap { _ in localOffset(&cursor, nameLength: header.nameLength) }
        guard cursor.take(header.nameLength + header.isStandardCount + header.isUTCount) != nil else {
            throw .malformed(name, truncated)
        }
        guard types.count == header.typeCount, let first = types.first else {
            throw .malformed(name, "one of its local time types is impossible")
        }
        guard zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 }),
            transitions.allSatisfy({ $0.magnitude <= latest })
        else { throw .malformed(name, "its transitions are out of order or out of range") }
        guard indices.allSatisfy({ $0 < types.count }) else {
            throw .malformed(name, "a transition leads to a local time type it does not have")
        }
        let offsets = indices.map { types[Int($0)] }
        return ZoneRules(name: name, transitions: transitions, offsets: offsets, firstOffset: first, footer: nil)
    }

    /// The offset of one local time type, nil for what RFC 9636 rules out.
    private static func localOffset(_ cursor: inout ByteCursor, nameLength: Int) -> Int? {
        guard let offset = cursor.integer(length: 4), let isDaylight = cursor.take(1)?.first,
            let nameIndex = cursor.take(1)?.first, offset.magnitude < UInt(largestOffset), isDaylight <= 1,
            nameIndex < nameLength
        else { return nil }
        return offset
    }

    /// Between two line feeds; nothing between them is no footer.
    private static func footer(_ name: String, _ cursor: inout ByteCursor) throws(ZoneError) -> ZoneFooter? {
        let newline = UInt8(ascii: "\n")
        guard let rest = cursor.take(cursor.remaining), rest.first == newline,
            let end = rest.dropFirst().firstIndex(of: newline)
        else { throw .malformed(name, "its footer is missing or ends too early") }
        let text = rest[rest.startIndex + 1..<end]
        if text.isEmpty { return nil }
        guard let footer = PosixZoneScanner.footer(text) else {
            throw .malformed(
                name,
                "its footer is no POSIX time zone: \(Diagnostic.quote(String(decoding: text, as: UTF8.self)))"
            )
        }
        return footer
    }
}
