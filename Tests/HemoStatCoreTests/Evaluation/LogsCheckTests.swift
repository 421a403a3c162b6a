import Testing

@testable import HemoStatCore

@Suite("LogsCheck")
struct LogsCheckTests {
    private func check(
        at seconds: Double = 100,
        startedAt: Double? = 0,
        status: ContainerStatus = .running,
        _ logs: LogObservation?
    ) -> CheckResult {
        let container = Given.container {
            ($0.status, $0.startedAt, $0.logs) = (status, startedAt.map(Given.at), logs)
        }
        let spec = Check.LogsSpec(absent: ["FATAL", "panic"], within: .seconds(60))
        return LogsCheck.evaluate(spec, CheckInput(container: container, now: Given.at(seconds)))
    }

    private func logs(
        _ matches: [String: Double] = [:],
        limits: [String: Double] = [:],
        isFollowed: Bool = true
    ) -> LogObservation {
        LogObservation(
            since: Given.zero,
            isFollowed: isFollowed,
            matches: matches.mapValues(Given.at),
            limits: limits.mapValues(Given.at)
        )
    }

    @Test("a line within the window, of this run, is one too many")
    func window() {
        #expect(check(logs()).word == "met")
        #expect(check(logs(["FATAL": 99])).word == "diverged")
        #expect(check(logs(["panic": 99])).word == "diverged")
        #expect(check(logs(["FATAL": 40])).word == "diverged", "at the window's beginning")
        #expect(check(logs(["FATAL": 39.999])).word == "met")
        #expect(check(logs(["other": 99])).word == "met", "a pattern of somebody else")
        #expect(check(startedAt: 95, logs(["FATAL": 94])).word == "met", "the run before said so")
        #expect(check(startedAt: 95, logs(["FATAL": 95])).word == "diverged")
        #expect(check(startedAt: nil, logs(["FATAL": 95])).word == "diverged")
    }

    @Test("it is over when the last line has left the window, and says when")
    func wake() {
        let result = check(logs(["FATAL": 50, "panic": 70]))
        #expect(result.outcome == .diverged(Measurement(actual: .word("matched FATAL"), threshold: .word("absent"))))
        #expect(result.wakeAt == Given.at(130.001))
        #expect(check(at: 130, logs(["FATAL": 50, "panic": 70])).word == "diverged")
        #expect(check(at: 130.001, logs(["FATAL": 50, "panic": 70])).word == "met")
    }

    @Test("a pattern that gave up on a line is unknown until that line has left the window; a match says more")
    func limits() {
        let result = check(logs(limits: ["FATAL": 70]))
        #expect(result == CheckResult(.unknown(.patternLimit), wakeAt: Given.at(130.001)))
        #expect(check(at: 130.001, logs(limits: ["FATAL": 70])).word == "met")
        #expect(check(logs(["panic": 80], limits: ["FATAL": 70])).word == "diverged")
        #expect(check(logs(limits: ["other": 70])).word == "met")
        #expect(check(startedAt: 71, logs(limits: ["FATAL": 70])).word == "met", "of the run before")
    }

    @Test("nobody follows it, or it does not run: nothing is known, but what was seen stays seen")
    func unknown() {
        #expect(check(nil).word == "NoData")
        #expect(check(logs(isFollowed: false)).word == "NoData")
        #expect(check(logs(["FATAL": 99], isFollowed: false)).word == "diverged")
        for status in ContainerStatus.allCases where status != .running {
            #expect(check(status: status, logs(["FATAL": 99])).word == "NotRunning")
        }
    }

    @Test("of what was written before it was followed nothing is known, until the window has passed it")
    func unread() {
        let spec = Check.LogsSpec(absent: ["x"], within: .minutes(5))
        func result(at seconds: Double) -> CheckResult {
            let container = Given.container { $0.logs = LogObservation(since: Given.zero) }
            return LogsCheck.evaluate(spec, CheckInput(container: container, now: Given.at(seconds)))
        }
        #expect(result(at: 10) == .unknown(.noData, wakeAt: Given.at(300)))
        #expect(result(at: 300).outcome == .met)
    }
}
