import Testing

@testable import DockerEngine

@Suite struct LogTailTests {
    private static func frame(_ stream: UInt8, _ text: String) -> [UInt8] {
        let length = UInt32(text.utf8.count)
        return [stream, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + Array(text.utf8)
    }

    private func tail(
        _ chunks: [[UInt8]],
        type: String? = nil,
        maximumBytes: Int = 1 << 20
    ) throws -> LogTail {
        var demultiplexer = LogDemultiplexer(contentType: type)
        var builder = LogTailBuilder(maximumBytes: maximumBytes)
        for chunk in chunks { try demultiplexer.feed(chunk) { builder.append($1, from: $0) } }
        demultiplexer.finish { builder.append($1, from: $0) }
        return builder.finish()
    }

    @Test("frames become lines of their streams, however the chunks are cut", arguments: [1, 2, 3, 7, 8, 9, 1000])
    func framed(chunkSize: Int) throws {
        let bytes =
            Self.frame(1, "one\ntwo ") + Self.frame(2, "err\n") + Self.frame(1, "") + Self.frame(1, "more\r\n")
            + Self.frame(3, "engine\n") + Self.frame(0, "in")
        let chunks = stride(from: 0, to: bytes.count, by: chunkSize).map {
            Array(bytes[$0..<min($0 + chunkSize, bytes.count)])
        }
        let tail = try tail(chunks)
        #expect(tail.lines.map(\.text) == ["one", "err", "two more", "engine", "in"])
        #expect(tail.lines.map(\.source) == [.output, .error, .output, .error, .output])
        #expect(!tail.isTruncated)
        #expect(tail.text == "one\nerr\ntwo more\nengine\nin")
    }

    @Test("a terminal's log has no frames")
    func raw() throws {
        let type = "application/vnd.docker.raw-stream"
        #expect(try tail([Array("tty line\r\nnext".utf8)], type: type).lines.map(\.text) == ["tty line", "next"])
        #expect(try tail([Array("a".utf8)]).lines == [LogLine(source: .terminal, text: "a")])
        #expect(try tail([Array("ti".utf8), Array("ny".utf8)]).lines.map(\.text) == ["tiny"])
        #expect(try tail([]).lines.isEmpty)
    }

    @Test("Podman's frames under the wrong type are taken apart")
    func mislabelled() throws {
        let tail = try tail([Self.frame(1, "x\n")], type: "application/vnd.docker.raw-stream")
        #expect(tail.lines == [LogLine(source: .output, text: "x")])
    }

    @Test("a broken frame is an error, a cut one is not")
    func broken() throws {
        let type = "application/vnd.docker.multiplexed-stream"
        #expect(throws: LogFramingError.self) { try self.tail([Array("no frame header".utf8)], type: type) }
        #expect(throws: LogFramingError.self) { try self.tail([Self.frame(1, "x") + Array("12345678".utf8)]) }
        #expect(try tail([Array(Self.frame(1, "abcdef").dropLast(3))]).lines.map(\.text) == ["abc"])
        #expect(try tail([Self.frame(1, "abc") + [1, 0, 0]]).lines.map(\.text) == ["abc"])
    }

    @Test("the newest lines stay within the cap")
    func capped() throws {
        let lines = (0..<5000).map { "line \($0)\n" }.joined()
        let tail = try tail([Self.frame(1, lines)], maximumBytes: 100)
        #expect(tail.isTruncated)
        #expect(tail.lines.last?.text == "line 4999")
        #expect(tail.text.utf8.count <= 100)
        #expect(tail.lines.count == 10)
        #expect(try self.tail([Self.frame(1, "abc\n")], maximumBytes: 0).lines.isEmpty)
    }

    @Test("a line is cut at eight kibibytes, in memory too")
    func longLine() throws {
        let chunk = Self.frame(2, String(repeating: "y", count: 16_000))
        let tail = try tail(Array(repeating: chunk, count: 20) + [Self.frame(2, "\nshort\n")])
        #expect(tail.lines.map(\.text.utf8.count) == [LogTailBuilder.lineBytes, 5])
        #expect(tail.isTruncated)
    }

    @Test("bytes that are no UTF-8 are replaced")
    func notText() throws {
        #expect(
            try tail([[0xFF, 0xFE, 0x41, 0x0A, 0x42, 0x42, 0x42, 0x42, 0x42]]).lines.first?.text == "\u{FFFD}\u{FFFD}A"
        )
    }
}
