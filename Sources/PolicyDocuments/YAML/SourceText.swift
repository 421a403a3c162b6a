import HemoStatCore

/// The text of one file: UTF-8, without a byte order mark.
struct SourceText {
    let file: String
    let bytes: [UInt8]

    /// Throws when the bytes are another encoding or none.
    init(_ bytes: [UInt8], file: String) throws(DocumentFailure) {
        let start = SourcePosition(file: file, line: 1, column: 1)
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw DocumentFailure("expected UTF-8, found UTF-16 or UTF-32; save the file as UTF-8", at: start)
        }
        self.file = file
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        do {
            _ = try UTF8Span(validating: self.bytes.span)
        } catch {
            let offset = error.byteOffsets.lowerBound
            let found = String(self.bytes[offset], radix: 16, uppercase: true)
            let place = position(ofByte: offset, in: self.bytes[...])
            throw DocumentFailure("expected UTF-8, found the invalid byte 0x\(found)", at: place)
        }
    }

    /// The place of a byte, counted from the start of the given part, which starts on line `firstLine` (from 0).
    func position(ofByte offset: Int, in part: ArraySlice<UInt8>, firstLine: Int = 0) -> SourcePosition {
        let before = part.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
        let line = before.count { $0 == UInt8(ascii: "\n") }
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
        return SourcePosition(file: file, line: firstLine + line + 1, column: column + 1)
    }
}
