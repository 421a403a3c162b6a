/// Keeps the last lines of a log within a number of bytes.
struct LogTailBuilder {
    /// Bytes of a line; the rest of a longer one is dropped.
    static let lineBytes = 8192

    private let maximumBytes: Int
    private var lines: [LogLine] = []
    /// Where the kept lines begin; what is before is removed now and then.
    private var start = 0
    private var keptBytes = 0
    /// Lines whose end has not come yet.
    private var pending: [LogLine.Source: [UInt8]] = [:]
    var isTruncated = false

    init(maximumBytes: Int) {
        self.maximumBytes = max(maximumBytes, 0)
    }

    mutating func append(_ piece: ArraySlice<UInt8>, from source: LogLine.Source) {
        var rest = piece
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            extend(source, rest[..<end])
            complete(source)
            rest = rest[(end + 1)...]
        }
        extend(source, rest)
    }

    /// The tail; lines without an end count as lines.
    mutating func finish() -> LogTail {
        for source in pending.keys.sorted(by: { $0.rawValue < $1.rawValue }) where pending[source]?.isEmpty == false {
            complete(source)
        }
        return LogTail(lines: Array(lines[start...]), isTruncated: isTruncated)
    }

    private mutating func extend(_ source: LogLine.Source, _ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        var line = pending[source] ?? []
        // One byte more than a line may have, so that completing it notices the cut.
        line += bytes.prefix(Self.lineBytes + 1 - line.count)
        pending[source] = line
    }

    private mutating func complete(_ source: LogLine.Source) {
        var bytes = pending.removeValue(forKey: source) ?? []
        if bytes.count > Self.lineBytes {
            bytes.removeLast()
            isTruncated = true
        }
        while bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        let line = LogLine(source: source, text: String(decoding: bytes, as: UTF8.self))
        lines.append(line)
        keptBytes += line.text.utf8.count + 1
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
