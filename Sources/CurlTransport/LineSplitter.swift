import Glibc

/// Cuts chunks of bytes into lines, looking at each byte once.
///
/// Pure.
struct LineSplitter: Sendable {
    enum Step: Equatable {
        case line([UInt8])
        /// The line that has begun is longer than allowed.
        case tooLong
        /// All complete lines are out: feed a chunk, or take the rest.
        case starved
    }

    /// The longest line, terminator excluded.
    let maximumBytes: Int
    private var chunk: [UInt8] = []
    private var position = 0
    /// The part of the current line that came with earlier chunks.
    private var begun: [UInt8] = []

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    mutating func feed(_ bytes: [UInt8]) {
        begun.append(contentsOf: chunk[position...])
        chunk = bytes
        position = 0
    }

    mutating func next() -> Step {
        guard let end = newline() else {
            begun.append(contentsOf: chunk[position...])
            chunk = []
            position = 0
            // One byte more may wait: a carriage return that turns out to be half of a terminator.
            let isTooLong = begun.count - (begun.last == Self.carriageReturn ? 1 : 0) > maximumBytes
            return isTooLong ? .tooLong : .starved
        }
        var line = begun
        begun = []
        line.append(contentsOf: chunk[position..<end])
        position = end + 1
        if line.last == Self.carriageReturn {
            line.removeLast()
        }
        return line.count > maximumBytes ? .tooLong : .line(line)
    }

    /// The last line when it lacks its terminator; nil when nothing is left.
    mutating func takeRest() -> [UInt8]? {
        let rest = begun + chunk[position...]
        begun = []
        chunk = []
        position = 0
        return rest.isEmpty ? nil : rest
    }

    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    /// Where in the chunk the current line ends.
    private func newline() -> Int? {
        chunk.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, position < bytes.count else { return nil }
            guard let hit = memchr(base + position, Int32(Self.lineFeed), bytes.count - position) else { return nil }
            return UnsafeRawPointer(hit) - base
        }
    }
}
