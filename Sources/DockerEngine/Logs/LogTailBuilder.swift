/// Keeps the last lines of a log within a number of bytes.
struct LogTailBuilder {
    /// Bytes of a line; the rest of a longer one is dropped.
    static let lineBytes = LogLineAssembler.lineBytes

    private let maximumBytes: Int
    private var assembler: LogLineAssembler
    private var lines: [LogLine] = []
    /// Where the kept lines begin; what is before is removed now and then.
    private var start = 0
    private var keptBytes = 0
    var isTruncated = false

    init(maximumBytes: Int, hasTimes: Bool = false) {
        self.maximumBytes = max(maximumBytes, 0)
        // A single line that is longer than all that may be kept leaves its beginning, not nothing.
        assembler = LogLineAssembler(maximumBytes: max(maximumBytes - 1, 0), hasTimes: hasTimes)
    }

    mutating func append(_ piece: ArraySlice<UInt8>, from source: LogLine.Source) {
        var completed: [LogLine] = []
        assembler.append(piece, from: source) { completed.append($0) }
        for line in completed { keep(line) }
    }

    /// The tail; lines without an end count as lines.
    mutating func finish() -> LogTail {
        var completed: [LogLine] = []
        assembler.finish { completed.append($0) }
        for line in completed { keep(line) }
        return LogTail(lines: Array(lines[start...]), isTruncated: isTruncated)
    }

    private mutating func keep(_ line: LogLine) {
        lines.append(line)
        keptBytes += line.text.utf8.count + 1
        if line.isCut { isTruncated = true }
        dropOldest()
    }

    private mutating func dropOldest() {
        while keptBytes > maximumBytes, start < lines.count {
            keptBytes -= lines[start].text.utf8.count + 1
            start += 1
            isTruncated = true
        }
        guard start > 1024, start > lines.count / 2 else { return }
        lines.removeFirst(start)
        start = 0
    }
}
