/// Cuts a text at the lines where YAML documents start (`---`) and end (`...`).
///
/// libyaml cannot go on after an error; cut up beforehand, one bad document leaves the others of its file alone. The cut
/// is exact: YAML forbids both markers at the start of a line inside any scalar (production c-forbidden).
struct DocumentSplitter {
    /// One document, with the directives and comments before it.
    struct Part: Equatable {
        var bytes: Range<Int>
        /// Counted from 0.
        var firstLine: Int
    }

    static func parts(of text: [UInt8]) -> [Part] {
        var splitter = DocumentSplitter()
        var start = 0
        var line = 0
        while start < text.count {
            let end = endOfLine(in: text, from: start)
            splitter.add(text[start..<end], line: line)
            start = end
            line += 1
        }
        splitter.close(at: text.count, line: line)
        return splitter.parts
    }

    private var parts: [Part] = []
    private var start = 0
    private var firstLine = 0
    /// Whether the open part holds more than directives, comments and blank lines.
    private var hasContent = false

    private mutating func add(_ text: ArraySlice<UInt8>, line: Int) {
        if Self.isMarker(text, "---") {
            if hasContent { close(at: text.startIndex, line: line) }
            hasContent = true
        } else if Self.isMarker(text, "...") {
            close(at: text.endIndex, line: line + 1)
        } else if !Self.isPreamble(text) {
            hasContent = true
        }
    }

    private mutating func close(at end: Int, line: Int) {
        if start < end { parts.append(Part(bytes: start..<end, firstLine: firstLine)) }
        start = end
        firstLine = line
        hasContent = false
    }

    private static func isMarker(_ line: ArraySlice<UInt8>, _ marker: String) -> Bool {
        guard line.starts(with: marker.utf8) else { return false }
        return line.dropFirst(marker.utf8.count).first.map(" \t\r\n".utf8.contains) ?? true
    }

    private static func isPreamble(_ line: ArraySlice<UInt8>) -> Bool {
        if line.first == UInt8(ascii: "%") { return true }
        let first = line.first { !" \t\r\n".utf8.contains($0) }
        return first == nil || first == UInt8(ascii: "#")
    }

    /// Behind the line's break: LF, CR LF or a lone CR.
    private static func endOfLine(in text: [UInt8], from start: Int) -> Int {
        var index = start
        while index < text.count {
            defer { index += 1 }
            if text[index] == UInt8(ascii: "\n") { return index + 1 }
            if text[index] == UInt8(ascii: "\r") {
                return index + (index + 1 < text.count && text[index + 1] == UInt8(ascii: "\n") ? 2 : 1)
            }
        }
        return text.count
    }
}
