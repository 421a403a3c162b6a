import Testing

@testable import OperatorAPI

@Suite struct HealthChecksTests {
    @Test(
        "the verdict, short and in Kubernetes' long form",
        arguments: [
            ([], false, true, "ok"), ([], true, true, "readyz check passed\n"),
            ([nil], false, true, "ok"), ([nil, nil], true, true, "[+]0 ok\n[+]1 ok\nreadyz check passed\n"),
            (["bad"], false, false, "[-]0 failed: bad\nreadyz check failed\n"),
            ([nil, "bad"], true, false, "[+]0 ok\n[-]1 failed: bad\nreadyz check failed\n"),
        ] as [([String?], Bool, Bool, String)]
    )
    func verdict(problems: [String?], isVerbose: Bool, isHealthy: Bool, text: String) {
        let checks = HealthChecks(problems.enumerated().map { index, problem in ("\(index)", { problem }) })
        let verdict = checks.verdict(of: "readyz", isVerbose: isVerbose)
        #expect(verdict.isHealthy == isHealthy)
        #expect(verdict.text == text)
    }
}
