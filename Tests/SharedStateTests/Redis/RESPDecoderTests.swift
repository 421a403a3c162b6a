import Testing

@testable import SharedState

@Suite struct RESPDecoderTests {
    static let replies: [(String, [RESPValue])] = [
        ("+OK\r\n", [.status("OK")]),
        ("+\r\n", [.status("")]),
        ("-WRONGTYPE not a list\r\n", [.error(RESPErrorReply("WRONGTYPE not a list"))]),
        (":0\r\n:-9223372036854775808\r\n", [.integer(0), .integer(.min)]),
        ("$0\r\n\r\n", [.bulk([])]),
        ("$4\r\na\r\nb\r\n", [.bulk(Array("a\r\nb".utf8))]),
        ("$-1\r\n*-1\r\n", [.null, .null]),
        ("*0\r\n", [.array([])]),
        ("*2\r\n*0\r\n*1\r\n*0\r\n", [.array([.array([]), .array([.array([])])])]),
        (
            "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n$-1\r\n+z\r\n:7\r\n",
            [.array([.integer(1), .array([.bulk([120]), .null]), .status("z")]), .integer(7)]
        ),
    ]

    @Test("replies decode whole", arguments: replies)
    func whole(text: String, expected: [RESPValue]) throws {
        #expect(try decode([Array(text.utf8)]) == expected)
    }

    @Test("replies decode byte by byte", arguments: replies)
    func byteByByte(text: String, expected: [RESPValue]) throws {
        #expect(try decode(text.utf8.map { [$0] }) == expected)
    }

    static let garbage: [(String, RESPDecodingError)] = [
        ("HTTP/1.1 400 Bad Request\r\n", .unknownType(72)),
        ("\r\n", .unknownType(13)),
        ("+OK\n", .bareLineFeed),
        (":\r\n", .badNumber),
        (":1x\r\n", .badNumber),
        (":+1\r\n", .badNumber),
        (":9223372036854775808\r\n", .badNumber),
        ("$-2\r\n", .badNumber),
        ("*-7\r\n", .badNumber),
        ("$1\r\nabc\r\n", .unterminatedBulk),
        ("$1025\r\n", .bulkTooLong(limit: 1024)),
        ("$9223372036854775807\r\n", .bulkTooLong(limit: 1024)),
        ("*101\r\n", .tooManyElements(limit: 100)),
        ("*9223372036854775807\r\n", .tooManyElements(limit: 100)),
        ("*60\r\n*60\r\n", .tooManyElements(limit: 100)),
        ("*1\r\n*1\r\n*1\r\n*1\r\n", .tooDeep(limit: 3)),
        ("+" + String(repeating: "x", count: 300), .lineTooLong(limit: 256)),
        ("+" + String(repeating: "x", count: 257) + "\r\n", .lineTooLong(limit: 256)),
        (
            "*3\r\n" + String(repeating: "$1000\r\n" + String(repeating: "y", count: 1000) + "\r\n", count: 3),
            .replyTooLong(limit: 2048)
        ),
    ]

    @Test("garbage and excess are errors", arguments: garbage)
    func refused(text: String, expected: RESPDecodingError) {
        #expect(throws: expected) { try decode([Array(text.utf8)], limits: Self.small) }
        #expect(throws: expected) { try decode(text.utf8.map { [$0] }, limits: Self.small) }
    }

    @Test("an error is final")
    func errorStays() {
        var decoder = RESPDecoder()
        decoder.feed(Array("?".utf8))
        #expect(throws: RESPDecodingError.unknownType(63)) { try decoder.next() }
        decoder.feed(Array("+OK\r\n".utf8))
        #expect(throws: RESPDecodingError.unknownType(63)) { try decoder.next() }
    }

    @Test("the limits are per reply, not per connection")
    func limitsStartAnew() throws {
        let reply = "*50\r\n" + String(repeating: ":1\r\n", count: 50)
        let replies = try decode([Array(String(repeating: reply, count: 20).utf8)], limits: Self.small)
        #expect(replies.count == 20)
    }

    @Test("random bytes never crash and never take more than the limits", arguments: 0..<8)
    func randomGarbage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("+-:$*0123456789\r\nab".utf8)
        var refused = 0
        for _ in 0..<4_000 {
            var decoder = RESPDecoder(limits: Self.small)
            do {
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    let count = Int.random(in: 0...9, using: &random)
                    decoder.feed(
                        (0..<count).map { _ in
                            Bool.random(using: &random)
                                ? alphabet.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
                        }
                    )
                    while try decoder.next() != nil {}
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("valid replies survive any cut", arguments: 0..<20)
    func randomCuts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = Self.replies.map(\.0).joined()
        var rest = Array(text.utf8)[...]
        var pieces: [[UInt8]] = []
        while !rest.isEmpty {
            let count = Int.random(in: 1...min(17, rest.count), using: &random)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(try decode(pieces) == Self.replies.flatMap(\.1))
    }

    private static var small: RESPLimits {
        var limits = RESPLimits()
        limits.bulkBytes = 1024
        limits.elements = 100
        limits.depth = 3
        limits.lineBytes = 256
        limits.replyBytes = 2048
        return limits
    }

    private func decode(_ pieces: [[UInt8]], limits: RESPLimits = RESPLimits()) throws -> [RESPValue] {
        var decoder = RESPDecoder(limits: limits)
        var replies: [RESPValue] = []
        for piece in pieces {
            decoder.feed(piece)
            while let reply = try decoder.next() { replies.append(reply) }
        }
        return replies
    }
}
