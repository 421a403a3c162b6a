import HemoStatCore
import PatternMatching
import Testing

@testable import Agents

@Suite struct LogMatcherTests {
    /// Gives up on a row of so many letters that does not end with one.
    private static let hostile = "^(a+)+$"
    private static let hostileLine = String(repeating: "a", count: 200) + "b"

    private var nothing: LogObservation { LogObservation(since: Given.zero) }

    private func matcher(_ patterns: String...) throws -> LogMatcher {
        LogMatcher(try patterns.map { try Pattern($0) })
    }

    @Test("remembers when each pattern last matched, and says when that is news")
    func matches() throws {
        var matcher = try matcher("FATAL", "panic")
        var logs = nothing
        #expect(!matcher.read("all is well", at: Given.at(1), now: Given.at(1), into: &logs))
        #expect(logs == nothing)
        #expect(matcher.read("FATAL: no disk", at: Given.at(2), now: Given.at(2), into: &logs))
        #expect(matcher.read("FATAL panic", at: Given.at(3), now: Given.at(3), into: &logs))
        #expect(logs.matches == ["FATAL": Given.at(3), "panic": Given.at(3)])
        #expect(logs.limits.isEmpty)
    }

    @Test("a line counts from when it was written, however late it is read")
    func times() throws {
        var matcher = try matcher("FATAL")
        var logs = nothing
        #expect(matcher.read("FATAL", at: Given.at(-500), now: Given.at(9), into: &logs))
        #expect(logs.matches == ["FATAL": Given.at(-500)])
    }

    @Test("a pattern that gave up rests for ten seconds: nothing it does not read counts as not matched")
    func rest() throws {
        var matcher = try matcher(Self.hostile)
        var logs = nothing
        #expect(matcher.read(Self.hostileLine, at: Given.at(0), now: Given.at(0), into: &logs), "that is news")
        #expect(logs.limits == [Self.hostile: Given.at(0)])
        // It would match; nobody looks.
        #expect(!matcher.read("aaa", at: Given.at(9.999), now: Given.at(9.999), into: &logs))
        #expect(logs.matches.isEmpty)
        #expect(logs.limits == [Self.hostile: Given.at(9.999)], "unknown as long as lines go by unread")
        #expect(matcher.read("aaa", at: Given.at(10), now: Given.at(10), into: &logs))
        #expect(logs.matches == [Self.hostile: Given.at(10)])
    }

    @Test("lines of long ago that are read at once cost no more than one of now")
    func history() throws {
        var matcher = try matcher(Self.hostile)
        var logs = nothing
        var news = 0
        for minute in 0..<1000 {
            let isNews = matcher.read(
                Self.hostileLine,
                at: Given.at(Double(minute) * 60),
                now: Given.at(60_000),
                into: &logs
            )
            if isNews { news += 1 }
        }
        #expect(news == 1, "it was tried once")
        #expect(logs.limits == [Self.hostile: Given.at(999 * 60)])
    }

    @Test("one that rests keeps no other from its work")
    func others() throws {
        var matcher = try matcher(Self.hostile, "b$")
        var logs = nothing
        for second in 0..<3 {
            let at = Given.at(Double(second))
            #expect(matcher.read(Self.hostileLine, at: at, now: at, into: &logs))
        }
        #expect(logs.matches == ["b$": Given.at(2)])
        #expect(logs.limits == [Self.hostile: Given.at(2)])
    }

    @Test("without patterns there is nothing to find")
    func none() throws {
        var matcher = try matcher()
        var logs = nothing
        #expect(!matcher.read("FATAL", at: Given.zero, now: Given.zero, into: &logs))
        #expect(logs == nothing)
    }
}
