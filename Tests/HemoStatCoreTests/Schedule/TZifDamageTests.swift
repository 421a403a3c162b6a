import Testing

@testable import HemoStatCore

/// Files that are no zone files: always an error, never a crash, never much work.
@Suite struct TZifDamageTests {
    private static let whole = TZifBytes(
        transitions: [(-1_000_000, 1), (0, 2), (1_000_000, 1), (1_000_000_000, 2)],
        offsets: [0, 3600, -7200],
        footer: "CET-1CEST,M3.5.0,M10.5.0/3"
    ).bytes

    /// Nil when it parses.
    private func complaint(_ bytes: [UInt8]) -> String? {
        do throws(ZoneError) {
            let rules = try ZoneRules(name: "Test/Broken", tzif: bytes)
            // What was accepted must also answer.
            for second in [-1 << 40, -1, 0, 1_774_746_000, 1 << 40] {
                #expect(abs(rules.offset(atSecond: second)) < ZoneRules.largestOffset)
                _ = rules.firstSecond(of: rules.latestCivilTime(upToSecond: second))
            }
            return nil
        } catch {
            #expect(error.code == .malformed)
            #expect(error.message.hasPrefix("the data of time zone \"Test/Broken\" cannot be used: "))
            return error.message
        }
    }

    @Test("cut short anywhere it is refused")
    func truncated() throws {
        #expect(complaint(Self.whole) == nil)
        for count in 0..<Self.whole.count { #expect(complaint(Array(Self.whole.prefix(count))) != nil, "\(count)") }
        let berlin = try ZoneData.bytes("Europe/Berlin")
        for count in stride(from: 0, to: berlin.count, by: 41) {
            #expect(complaint(Array(berlin.prefix(count))) != nil)
        }
    }

    @Test("a count of anything that is too large is refused", arguments: [0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 5])
    func counts(value: Int) {
        let second = (TZifBytes().bytes.count - 2) / 2  // both blocks are the same there, then two line feeds
        for header in [0, second] {
            for field in 0..<6 {
                var bytes = Self.whole
                let place = header + 20 + field * 4
                bytes.replaceSubrange(place..<place + 4, with: TZifBytes.bigEndian(value, 4))
                #expect(complaint(bytes) != nil, "count \(field) of the header at \(header)")
            }
        }
    }

    @Test("flipped bits and random bytes never crash", arguments: [1, 2, 3])
    func flipped(seed: Int) throws {
        var random = SplitMix(seed: seed)
        let berlin = try ZoneData.bytes("Europe/Berlin")
        for round in 0..<300 {
            var bytes = round % 10 == 0 ? berlin : Self.whole
            for _ in 0...Int(random.next() % 3) {
                bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8)
            }
            _ = complaint(bytes)
            let noise = (0..<Int(random.next() % 120)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(complaint(noise) != nil)
            #expect(complaint(Array("TZif2".utf8) + noise) != nil)
        }
    }

    @Test("says what is wrong")
    func reasons() {
        func reason(_ file: TZifBytes) -> Substring? { complaint(file.bytes)?.split(separator: ": ").last }
        var leaping = TZifBytes(version: 0).bytes
        leaping[31] = 1
        #expect(complaint(leaping)?.contains("leap seconds") == true)
        #expect(
            complaint(Array("just some text that is long enough to be a header".utf8))?.hasSuffix("no TZif data")
                == true
        )
        #expect(complaint([UInt8](repeating: 0, count: 65_537))?.hasSuffix("it is larger than 65536 bytes") == true)
        #expect(reason(TZifBytes(version: UInt8(ascii: "1"))) == "its version is unknown")
        #expect(reason(TZifBytes(footer: nil)) == "its footer is missing or ends too early")
        #expect(reason(TZifBytes(footer: "nonsense")) == "\"nonsense\"")
        #expect(reason(TZifBytes(offsets: [93_600])) == "one of its local time types is impossible")
        #expect(reason(TZifBytes(offsets: [-93_600])) == "one of its local time types is impossible")
        #expect(reason(TZifBytes(offsets: [Int(Int32.min)])) == "one of its local time types is impossible")
        #expect(reason(TZifBytes(offsets: [])) == "it has 0 local time types, expected 1 to 256")
        let order = "its transitions are out of order or out of range"
        #expect(reason(TZifBytes(transitions: [(5, 0), (5, 0)])) == Substring(order))
        #expect(reason(TZifBytes(transitions: [(.min, 0)])) == Substring(order))
        #expect(reason(TZifBytes(transitions: [(.max, 0)])) == Substring(order))
        #expect(
            reason(TZifBytes(transitions: [(5, 1)])) == "a transition leads to a local time type it does not have"
        )
    }
}
