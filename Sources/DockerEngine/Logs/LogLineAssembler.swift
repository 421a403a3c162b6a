/// Puts a log's pieces together to lines, each stream's for itself: a pure state machine over pieces of any size.
struct LogLineAssembler {
    /// Bytes of a line; the rest of a longer one is dropped.
    static let lineBytes = 8192

    /// A line whose end has not come yet.
    private struct Pending {
        var bytes: [UInt8] = []
        var isCut = false
    }

    private let maximumBytes: Int
    private let hasTimes: Bool
    private var pending: [LogLine.Source: Pending] = [:]

    /// Lines of at most `maximumBytes` (8 KiB), or of eight kibibytes; `hasTimes` when the engine put a time before each.
    init(maximumBytes: Int = lineBytes, hasTimes: Bool = false) {
        self.maximumBytes = min(maximumBytes, Self.lineBytes)
        self.hasTimes = hasTimes
    }

    /// Passes on the lines that a piece completes.
    mutating func append(_ piece: ArraySlice<UInt8>, from source: LogLine.Source, _ emit: (LogLine) -> Void) {
        var rest = piece
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            extend(source, rest[..<end])
            emit(complete(source))
            rest = rest[(end + 1)...]
        }
        extend(source, rest)
    }

    /// Passes on the lines without an end.
    mutating func finish(_ emit: (LogLine) -> Void) {
        for source in pending.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            emit(complete(source))
        }
    }

    private mutating func extend(_ source: LogLine.Source, _ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        var line = pending.removeValue(forKey: source) ?? Pending()
        // A little more than a line may have, for the carriage returns at its end.
        let limit = maximumBytes + 2 + (hasTimes ? EngineTime.longestText + 1 : 0)
        let room = limit - line.bytes.count
        line.bytes += bytes.prefix(room)
        if !line.isCut { line.isCut = bytes.dropFirst(room).contains { $0 != Self.carriageReturn } }
        pending[source] = line
    }

    private mutating func complete(_ source: LogLine.Source) -> LogLine {
        let line = pending.removeValue(forKey: source) ?? Pending()
        let (time, rest) = hasTimes ? EngineTime.split(line.bytes[...]) : (nil, line.bytes[...])
        let end = rest.lastIndex { $0 != Self.carriageReturn }.map { $0 + 1 } ?? rest.startIndex
        let text = Self.prefix(rest[..<end], maximumBytes)
        return LogLine(
            source: source,
            text: String(decoding: text, as: UTF8.self),
            time: time,
            isCut: line.isCut || text.endIndex < end
        )
    }

    /// The first bytes, without the beginning of a character that does not fit.
    private static func prefix(_ text: ArraySlice<UInt8>, _ limit: Int) -> ArraySlice<UInt8> {
        guard text.count > limit else { return text }
        let hardEnd = text.startIndex + limit
        var end = hardEnd
        while end > text.startIndex, hardEnd - end < 3, text[end] & 0xC0 == 0x80 { end -= 1 }
        return text[..<end]
    }

    private static let carriageReturn = UInt8(ascii: "\r")
}
