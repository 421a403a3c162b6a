import Testing

@testable import HemoStatCore

@Suite("ProbeCheck")
struct ProbeCheckTests {
    private static let schedule = ProbeSchedule(every: .seconds(10), timeout: .seconds(2), failures: 3)
    static let checks: [Check] = [
        .http(.init(url: "http://{ip}/", status: [200, 204], probe: schedule)), .tcp(.init(port: 80, probe: schedule)),
        .exec(.init(command: ["true"], probe: schedule)),
    ]

    /// After these answers, one every ten seconds from zero; looked at so many seconds after the last.
    private func check(
        _ check: Check,
        _ answers: [ProbeObservation.Answer],
        later seconds: Double = 0,
        status: ContainerStatus = .running,
        startedAt: Double = -3600
    ) -> CheckResult {
        var probe: ProbeObservation?
        for (index, answer) in answers.enumerated() {
            let at = Given.at(Double(index) * 10)
            probe =
                probe?.followed(by: answer, message: "no", at: at)
                ?? ProbeObservation(
                    key: check.probeKey ?? "",
                    at: at,
                    answer: answer,
                    message: "no",
                    startedAt: Given.at(-3600)
                )
        }
        let container = Given.container {
            ($0.status, $0.startedAt) = (status, Given.at(startedAt))
            $0.probes = probe.map { [$0] } ?? []
        }
        let now = Given.at(Double(max(0, answers.count - 1)) * 10 + seconds)
        return ProbeCheck.evaluate(check, CheckInput(container: container, now: now))
    }

    @Test(
        "so many failures in a row diverge, one success meets; what cannot be told breaks the row",
        arguments: [
            ([], "NoData"), ([.passed], "met"), ([.failed], "NoData"), ([.failed, .failed], "NoData"),
            ([.failed, .failed, .failed], "diverged"), ([.failed, .failed, .failed, .failed], "diverged"),
            ([.passed, .failed, .failed], "met"), ([.passed, .failed, .failed, .failed], "diverged"),
            ([.failed, .failed, .failed, .passed], "met"), ([.failed, .failed, .passed, .failed], "met"),
            ([.unreachable], "ProbeUnreachable"), ([.failed, .failed, .unreachable], "ProbeUnreachable"),
            ([.failed, .failed, .unreachable, .failed], "NoData"),
            ([.passed, .failed, .failed, .unreachable, .failed], "met"),
        ] as [([ProbeObservation.Answer], String)]
    )
    func table(answers: [ProbeObservation.Answer], expected: String) {
        for check in Self.checks { #expect(self.check(check, answers).word == expected, "\(check.keyword)") }
    }

    @Test("an answer older than three periods and a timeout says nothing any more, and that is told before")
    func stale() {
        for check in Self.checks {
            for answer in [ProbeObservation.Answer.passed, .unreachable] {
                let result = self.check(check, [answer], later: 32)
                #expect(result.word != "NoData")
                #expect(result.wakeAt == Given.at(32.001))
                #expect(self.check(check, [answer], later: 32.001) == CheckResult(.unknown(.noData)))
            }
            let failing = self.check(check, [.failed, .failed, .failed], later: 32)
            #expect(failing.word == "diverged" && failing.seenAt == Given.at(20) && failing.wakeAt == Given.at(52.001))
            #expect(self.check(check, [.failed, .failed, .failed], later: 32.001).word == "NoData")
        }
    }

    @Test("answers of another run, of another probe, and of what does not run count for nothing")
    func others() {
        for check in Self.checks {
            #expect(self.check(check, [.passed], startedAt: -3599).word == "NoData")
            for status in ContainerStatus.allCases where status != .running {
                #expect(self.check(check, [.passed], status: status).word == "NotRunning")
            }
        }
        let other = Check.tcp(.init(port: 81, probe: Self.schedule))
        let container = Given.container {
            $0.probes = [
                ProbeObservation(
                    key: other.probeKey ?? "",
                    at: Given.zero,
                    answer: .passed,
                    message: "",
                    startedAt: $0.startedAt
                )
            ]
        }
        #expect(ProbeCheck.evaluate(Self.checks[1], CheckInput(container: container, now: Given.zero)).word == "NoData")
    }

    @Test("says what it saw and what it wanted")
    func measurement() {
        let wanted = Self.checks.map { check in
            if case .diverged(let measured) = self.check(check, [.failed, .failed, .failed]).outcome {
                "\(measured.actual)/\(measured.threshold)"
            } else {
                "not diverged"
            }
        }
        #expect(wanted == ["no/status 200,204", "no/port 80 open", "no/exit code 0"])
    }
}
