import Testing

@testable import CurlTransport

@Suite("HeadParser")
struct HeadParserTests {
    private func parse(_ lines: [String]) -> [HeadParser.Step] {
        var parser = HeadParser()
        return lines.map { line in
            Array((line + "\r\n").utf8).withUnsafeBytes { parser.receive($0) }
        }
    }

    @Test("the final head, trimmed, with continuation lines joined")
    func final() {
        let steps = parse(["HTTP/1.1 200 OK", "A: 1", "b:2", "C:  x y \t", "D:", " more", "E: f:g", ""])
        let headers = [("A", "1"), ("b", "2"), ("C", "x y"), ("D", " more"), ("E", "f:g")]
        #expect(steps.dropLast().allSatisfy { $0 == .more })
        #expect(
            steps.last == .complete(ResponseHead(status: 200, headers: headers.map { HTTPHeader($0.0, $0.1) }))
        )
    }

    @Test("informational heads are passed over, trailers ignored")
    func others() {
        let steps = parse(["HTTP/1.1 103 Early", "Link: a", "", "HTTP/1.1 204", "", "X: trailer", "HTTP/1.1 500", ""])
        #expect(steps[4] == .complete(ResponseHead(status: 204, headers: [])))
        #expect(steps.filter { $0 == .more }.count == 7)
    }

    @Test("101 is final")
    func switching() {
        #expect(parse(["HTTP/1.1 101 UPGRADED", ""])[1] == .complete(ResponseHead(status: 101, headers: [])))
    }

    @Test(
        "no proper status",
        arguments: ["HTTP/1.1", "HTTP/1.1 abc", "HTTP/1.1 20", "HTTP/1.1 -20 x", "HTTP/1.1 2000"]
    )
    func malformed(line: String) {
        #expect(parse([line])[0] == .malformed)
    }

    @Test("64 KiB is the limit over all lines")
    func limit() {
        let line = "X: " + String(repeating: "a", count: 1019)
        let steps = parse(["HTTP/1.1 200 OK"] + Array(repeating: line, count: 64))
        #expect(steps.dropLast().allSatisfy { $0 == .more })
        #expect(steps.last == .tooLarge)
    }
}
