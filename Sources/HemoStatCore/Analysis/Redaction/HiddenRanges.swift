/// Which bytes of a text must not be shown, from scans that know nothing of each other.
struct HiddenRanges {
    private let count: Int
    private var ranges: [Range<Int>] = []

    init(count: Int) { self.count = count }

    mutating func add(_ more: [Range<Int>]) {
        ranges += more.map { $0.clamped(to: 0..<count) }.filter { !$0.isEmpty }
    }

    /// The text with each run of hidden bytes replaced by the mark.
    func applied(to bytes: [UInt8], mark: [UInt8]) -> String {
        var shown: [UInt8] = []
        shown.reserveCapacity(bytes.count)
        var position = 0
        var markedUntil = -1
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if range.lowerBound > position { shown += bytes[position..<range.lowerBound] }
            // Two that touch are one secret to those who read.
            if range.lowerBound > markedUntil { shown += mark }
            position = max(position, range.upperBound)
            markedUntil = position
        }
        shown += bytes[position...]
        return String(decoding: shown, as: UTF8.self)
    }
}
