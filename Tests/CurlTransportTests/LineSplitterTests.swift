import Testing

@testable import CurlTransport

@Suite("LineSplitter")
struct LineSplitterTests {
    /// All lines of `chunks`, the unterminated last included, and whether a line was too long.
    private func split(_ chunks: [[UInt8]], maximumBytes: Int) -> (lines: [String], isTooLong: Bool) {
        var splitter = LineSplitter(maximumBytes: maximumBytes)
        var lines: [String] = []
        for chunk in chunks {
            splitter.feed(chunk)
            while true {
                let step = splitter.next()
                guard case .line(let line) = step else {
                    if step == .tooLong { return (lines, true) }
                    break
                }
                lines.append(text(line))
            }
        }
        if let rest = splitter.takeRest() { lines.append(text(rest)) }
        return (lines, false)
    }

    @Test(
        "lines are the same however the bytes are cut",
        arguments: [
            ("", []),
            ("\n", [""]),
            ("\r\n", [""]),
            ("a", ["a"]),
            ("a\n", ["a"]),
            ("a\r\n", ["a"]),
            ("a\nb", ["a", "b"]),
            ("a\r\nb\r\n", ["a", "b"]),
            ("a\n\n\nb\n", ["a", "", "", "b"]),
            ("a\rb\n", ["a\rb"]),
            ("a\r\r\n", ["a\r"]),
            ("a\r", ["a\r"]),
            ("12345\r\n12345\n12345", ["12345", "12345", "12345"]),
        ] as [(String, [String])]
    )
    func table(whole: String, lines: [String]) {
        let bytes = Array(whole.utf8)
        for size in 1...max(1, bytes.count) {
            let chunks = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            let result = split(chunks, maximumBytes: 5)
            #expect(result.lines == lines, "cut every \(size) bytes")
            #expect(!result.isTooLong)
        }
    }

    @Test(
        "a line too long is found however the bytes are cut, after the lines before it",
        arguments: ["a\n123456\n", "a\n123456", "a\n123456\r\n", "a\n12345\rx\n", "a\n1234567890\nb\n"]
    )
    func tooLong(whole: String) {
        let bytes = Array(whole.utf8)
        for size in 1...bytes.count {
            let chunks = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            let result = split(chunks, maximumBytes: 5)
            #expect(result.lines == ["a"], "cut every \(size) bytes")
            #expect(result.isTooLong)
        }
    }

    @Test("a long line in small chunks, and many lines in one chunk, cost one look at each byte")
    func linear() {
        // Quadratic work would take minutes here.
        let small = [UInt8](repeating: 120, count: 16)
        var splitter = LineSplitter(maximumBytes: 16 << 20)
        for _ in 0..<200_000 {
            splitter.feed(small)
            let step = splitter.next()
            #expect(step == .starved)
        }
        #expect(splitter.takeRest()?.count == 3_200_000)
        splitter.feed([UInt8](repeating: 10, count: 200_000))
        var lines = 0
        while case .line = splitter.next() { lines += 1 }
        #expect(lines == 200_000)
    }
}
