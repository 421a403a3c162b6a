/// Values that are known to be secret, and where a text has them.
struct KnownValues: Sendable {
    /// Each with its failure function (Knuth, Morris and Pratt), so that no text takes longer than its length.
    private let patterns: [(bytes: [UInt8], failure: [Int])]

    /// A shorter value hides nothing, and stands in other words by chance.
    private static let shortest = 4
    private static let longest = 4096
    private static let maximumCount = 64
    private static let harmless: Set<[UInt8]> = Set(["true", "false", "none", "null"].map { Array($0.utf8) })

    init(_ values: [[UInt8]]) {
        var seen: Set<[UInt8]> = []
        // A value of several lines is logged line by line.
        let lines = values.flatMap { $0.split { $0.isNewline } }.map { Array(Self.trimmed($0)) }
        for line in lines {
            let value = Array(line.prefix(Self.longest))
            guard value.count >= Self.shortest, !Self.harmless.contains(value.map(\.lowercased)) else { continue }
            for form in [value, Self.percentEncoded(value), Self.escaped(value)] where seen.count < Self.maximumCount {
                seen.insert(form)
            }
        }
        patterns = seen.map { ($0, Self.failure(of: $0)) }
    }

    func ranges(in text: [UInt8]) -> [Range<Int>] {
        patterns.flatMap { Self.ranges(of: $0.bytes, $0.failure, in: text) }
    }

    private static func ranges(of pattern: [UInt8], _ failure: [Int], in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var matched = 0
        for (position, byte) in text.enumerated() {
            while matched > 0, pattern[matched] != byte { matched = failure[matched - 1] }
            if pattern[matched] == byte { matched += 1 }
            if matched == pattern.count {
                found.append((position + 1 - matched)..<(position + 1))
                matched = failure[matched - 1]
            }
        }
        return found
    }

    private static func failure(of pattern: [UInt8]) -> [Int] {
        var failure = [Int](repeating: 0, count: pattern.count)
        var length = 0
        for index in pattern.indices.dropFirst() {
            while length > 0, pattern[length] != pattern[index] { length = failure[length - 1] }
            if pattern[length] == pattern[index] { length += 1 }
            failure[index] = length
        }
        return failure
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = value
        while let last = value.last, last.isBlank { value = value.dropLast() }
        return value.drop { $0.isBlank }
    }

    /// As in a URL.
    private static func percentEncoded(_ value: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return value.flatMap { byte -> [UInt8] in
            let isPlain = byte.isBase64URL || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~")
            return isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    /// As in JSON.
    private static func escaped(_ value: [UInt8]) -> [UInt8] {
        value.flatMap { byte -> [UInt8] in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }
}
