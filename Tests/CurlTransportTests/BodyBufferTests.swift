import Testing

@testable import CurlTransport

@Suite("BodyBuffer")
struct BodyBufferTests {
    private struct Trouble: Error {}

    private typealias Buffer = BodyBuffer<Int>

    private static func receive(_ count: Int, _ buffer: inout Buffer) -> String {
        let action = [UInt8](repeating: 1, count: count).withUnsafeBytes { buffer.receive($0) }
        switch action {
        case .verdict(let verdict): return "\(verdict)"
        case .deliver(let waiter, let bytes): return "deliver \(bytes.count) to \(waiter)"
        }
    }

    private static func next(_ waiter: Int, _ buffer: inout Buffer) -> String {
        switch buffer.next(waiter) {
        case .wait: "wait"
        case .deliver(let bytes, let unpause): "deliver \(bytes.count)" + (unpause ? ", unpause" : "")
        case .end: "end"
        case .fail: "fail"
        }
    }

    private static func finish(fails: Bool, _ buffer: inout Buffer) -> Int? {
        buffer.finish(fails ? Trouble() : nil)?.0
    }

    private static func cancel(_ buffer: inout Buffer) -> Int? {
        buffer.cancel(Trouble())
    }

    private static func makeReader(_ buffer: inout Buffer) -> Bool {
        buffer.makeReader()
    }

    private static func drop(_ role: BodyHold.Role, _ buffer: inout Buffer) -> Bool {
        buffer.drop(role)
    }

    @Test("bytes go to a waiting reader at once, or wait for one together")
    func order() {
        var buffer = Buffer()
        #expect(Self.next(7, &buffer) == "wait")
        #expect(Self.receive(3, &buffer) == "deliver 3 to 7")
        #expect(Self.receive(3, &buffer) == "taken")
        #expect(Self.receive(4, &buffer) == "taken")
        #expect(Self.next(8, &buffer) == "deliver 7")
        #expect(Self.next(9, &buffer) == "wait")
        #expect(Self.next(10, &buffer) == "fail")
        #expect(Self.finish(fails: false, &buffer) == 9)
        #expect(Self.next(11, &buffer) == "end")
    }

    @Test("above the high-water mark nothing is taken until the reader has come")
    func pause() {
        var buffer = Buffer()
        let half = Buffer.highWaterBytes / 2
        #expect(Self.receive(half, &buffer) == "taken")
        #expect(Self.receive(half, &buffer) == "taken")
        #expect(Self.receive(1, &buffer) == "pause")
        #expect(Self.next(1, &buffer) == "deliver \(2 * half), unpause")
        #expect(Self.receive(1, &buffer) == "taken")
        #expect(Self.next(2, &buffer) == "deliver 1")
        // A single piece larger than the mark still gets through.
        #expect(Self.receive(3 * half, &buffer) == "taken")
    }

    @Test("a failure comes after the unread bytes, once")
    func failure() {
        var buffer = Buffer()
        #expect(Self.receive(5, &buffer) == "taken")
        #expect(Self.finish(fails: true, &buffer) == nil)
        #expect(Self.next(1, &buffer) == "deliver 5")
        #expect(Self.next(2, &buffer) == "fail")
        #expect(Self.next(3, &buffer) == "end")
        #expect(Self.receive(1, &buffer) == "unwanted")
    }

    @Test("a cancelled reader gets the error once and the bytes are gone")
    func cancellation() {
        var waiting = Buffer()
        #expect(Self.next(4, &waiting) == "wait")
        #expect(Self.cancel(&waiting) == 4)
        #expect(Self.next(5, &waiting) == "end")
        var idle = Buffer()
        #expect(Self.receive(5, &idle) == "taken")
        #expect(Self.cancel(&idle) == nil)
        #expect(Self.next(5, &idle) == "fail")
        #expect(Self.next(6, &idle) == "end")
        #expect(Self.finish(fails: false, &idle) == nil)
        var ended = Buffer()
        #expect(Self.finish(fails: false, &ended) == nil)
        #expect(Self.cancel(&ended) == nil)
        #expect(Self.next(7, &ended) == "end")
    }

    @Test("there is one reader; the last share to go abandons the body")
    func shares() {
        var unread = Buffer()
        #expect(Self.drop(.body, &unread))
        #expect(Self.receive(1, &unread) == "unwanted")
        #expect(!Self.makeReader(&unread))
        var read = Buffer()
        #expect(Self.makeReader(&read))
        #expect(!Self.makeReader(&read))
        #expect(!Self.drop(.body, &read))
        #expect(Self.receive(1, &read) == "taken")
        #expect(Self.drop(.reader, &read))
        #expect(Self.receive(1, &read) == "unwanted")
    }
}
