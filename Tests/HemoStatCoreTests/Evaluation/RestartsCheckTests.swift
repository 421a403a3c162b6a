import Testing

@testable import HemoStatCore

@Suite("RestartsCheck")
struct RestartsCheckTests {
    private func check(_ restarts: [Double], at seconds: Double, atMost: Int = 2, within: Int64 = 60) -> CheckResult {
        let container = Given.container { $0.restarts = restarts.map(Given.at) }
        let spec = Check.RestartsSpec(atMost: atMost, within: .seconds(within))
        return RestartsCheck.evaluate(spec, CheckInput(container: container, now: Given.at(seconds)))
    }

    @Test(
        "counts the starts in the window, whose oldest instant is not in it any more",
        arguments: [
            ([], 100, "met"), ([99], 100, "met"), ([98, 99], 100, "met"), ([97, 98, 99], 100, "diverged"),
            ([40, 98, 99], 100, "met"), ([40.001, 98, 99], 100, "diverged"), ([1, 2, 3], 100, "met"),
            ([98, 99, 100], 100, "diverged"),
        ] as [([Double], Double, String)]
    )
    func table(restarts: [Double], at seconds: Double, expected: String) {
        #expect(check(restarts, at: seconds).word == expected)
    }

    @Test("none at all may be allowed")
    func none() {
        #expect(check([], at: 10, atMost: 0).word == "met")
        #expect(check([9], at: 10, atMost: 0).word == "diverged")
    }

    @Test("it is met again when so many have left the window that only `atMost` remain, and says when")
    func leaves() {
        let result = check([10, 20, 30, 40], at: 41)
        #expect(result.outcome == .diverged(Measurement(actual: .number(4), threshold: .number(2))))
        #expect(result.wakeAt == Given.at(80))
        #expect(check([10, 20, 30, 40], at: 79.999).word == "diverged")
        #expect(check([10, 20, 30, 40], at: 80).word == "met")
        #expect(check([10, 20, 30, 40], at: 80).wakeAt == nil)
    }

    @Test("what it counted stays counted while the container is down", arguments: ContainerStatus.allCases)
    func down(status: ContainerStatus) {
        let container = Given.container {
            $0.status = status
            $0.restarts = [Given.at(1), Given.at(2), Given.at(3)]
        }
        let input = CheckInput(container: container, now: Given.at(4))
        #expect(RestartsCheck.evaluate(.init(atMost: 2, within: .minutes(1)), input).word == "diverged")
    }
}
