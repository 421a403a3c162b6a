import HemoStatCore
import Logging
import Testing

@testable import Agents

@Suite struct HemoStatLoggerTests {
    @Test("a line for people: time, level, logger, message, facts by name")
    func text() throws {
        let sink = LogSink()
        var logger = sink.logger([:])
        logger[.host] = "default"
        logger.warning("docker host lost", metadata: .init([.error: "gone", .cause: ""]))
        let line = try #require(sink.lines.first)
        #expect(line.hasSuffix("Z WARNING test: docker host lost error=gone host=default"))
        #expect(Timestamp(rfc3339: String(line.prefix { $0 != " " })) != nil)
    }

    @Test(
        "a value that is not one plain word is quoted, so that it can forge neither a fact nor a line",
        arguments: [
            ("plain-word/1.2:3", "plain-word/1.2:3"), ("two words", #""two words""#), (#"say "no""#, #""say \"no\"""#),
            ("a=b", #""a=b""#), ("a\nERROR forged: x", #""a\nERROR forged: x""#), ("a\r\nb", #""a\r\nb""#),
            ("\u{1b}[31mred", #""\u001b[31mred""#), ("tab\there", #""tab\there""#), ("größe€", "größe€"),
        ]
    )
    func quoting(value: String, written: String) throws {
        let sink = LogSink()
        sink.logger.info("diagnosed", metadata: .init([.cause: "\(value)"]))
        let line = try #require(sink.lines.first)
        #expect(line.hasSuffix("INFO test: diagnosed cause=\(written)"))
        #expect(!line.unicodeScalars.contains { $0.value < 32 })
    }

    @Test("neither can a message of somebody else's")
    func message() throws {
        let sink = LogSink()
        sink.logger.info("from a library:\n2025-11-03T10:00:00.000Z ERROR test: forged")
        let line = try #require(sink.lines.first)
        #expect(!line.unicodeScalars.contains { $0.value < 32 })
    }

    @Test("JSON lines parse, whatever is in them, and facts cannot take the place of what is fixed")
    func json() throws {
        let sink = LogSink()
        let logger = sink.logger(["LOG_FORMAT": "json"])
        logger.error("a \"message\"\nof two lines", metadata: ["level": "info", "cause": "x\n\u{0}", "count": "3"])
        let line = try #require(sink.lines.first)
        #expect(!line.unicodeScalars.contains { $0.value < 32 })
        let object = try AnyJSON(line)
        #expect(object["message"]?.text == "a \"message\"\nof two lines")
        #expect(object["level"]?.text == "error")
        #expect(object["logger"]?.text == "test")
        #expect(object["cause"]?.text == "x\n\u{0}")
        #expect(object["count"]?.text == "3")
        #expect(object["timestamp"]?.text.flatMap { Timestamp(rfc3339: $0) } != nil)
    }

    @Test(
        "what is below the level is not written",
        arguments: [
            ("trace", 7), ("debug", 6), ("INFO", 5), ("notice", 4), ("warning", 3), ("error", 2), ("CRITICAL", 1),
        ]
    )
    func levels(level: String, count: Int) {
        let sink = LogSink()
        let logger = sink.logger(["LOG_LEVEL": level])
        for level in Logger.Level.allCases { logger.log(level: level, "x") }
        #expect(sink.lines.count == count)
    }

    @Test("text and info by default")
    func defaults() throws {
        let settings = try HemoStatLogger.Settings([:])
        #expect(settings.format == .text)
        #expect(settings.level == .info)
        #expect(try HemoStatLogger.Settings(["LOG_FORMAT": "JSON"]).format == .json)
    }
}
