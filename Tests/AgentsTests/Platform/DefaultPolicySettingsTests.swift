import HemoStatCore
import Testing

@testable import Agents

@Suite struct DefaultPolicySettingsTests {
    private func spec(_ variable: String, _ value: String) throws -> HealthPolicy.Spec {
        try DefaultPolicySettings([variable: value]).policy.spec
    }

    private func check(_ keyword: String, _ spec: HealthPolicy.Spec) -> Check? {
        spec.expectations.first { $0.check.keyword == keyword }?.check
    }

    @Test(
        "without any variable, and with empty ones, it is the default",
        arguments: [[:], ["HEMOSTAT_DEFAULT_MODE": ""]]
    )
    func unset(environment: [String: String]) throws {
        #expect(try DefaultPolicySettings(environment).policy == DefaultPolicy().policy)
    }

    @Test("each variable shapes what it names, and nothing else")
    func each() throws {
        #expect(try check("cpu", spec("THRESHOLD_CPU_PERCENT", "50")) == .cpu(.init(below: Percentage(50))))
        #expect(try check("cpu", spec("THRESHOLD_CPU_PERCENT", "0.01")) == .cpu(.init(below: Percentage(0.01))))
        #expect(
            try check("memory", spec("THRESHOLD_MEMORY_PERCENT", "99.5")) == .memory(.init(below: Percentage(99.5)))
        )
        #expect(try check("cpu", spec("THRESHOLD_MEMORY_PERCENT", "99.5")) == .cpu(.init(below: Percentage(85))))
        #expect(try spec("RESPONDER_COOLDOWN_SECONDS", "0").remediation.cooldown == .zero)
        #expect(try spec("RESPONDER_COOLDOWN_SECONDS", "90").remediation.cooldown == .seconds(90))
        #expect(
            try spec("RESPONDER_MAX_RETRIES_PER_HOUR", "7").remediation.budget == .init(actions: 7, within: .hours(1))
        )
        #expect(try spec("ANALYZER_CONFIDENCE_THRESHOLD", "1").analysis.minimumConfidence == 1)
        #expect(try spec("THRESHOLD_CPU_PERCENT", "50").remediation == DefaultPolicy().policy.spec.remediation)
    }

    @Test(
        "the mode is a word in any case",
        arguments: [
            ("Enforce", .enforce), ("enforce", .enforce), ("OBSERVE", .observe), ("DryRun", .dryRun),
            ("approve", .approve),
        ]
            as [(String, RemediationMode)]
    )
    func mode(text: String, mode: RemediationMode) throws {
        #expect(try spec("HEMOSTAT_DEFAULT_MODE", text).remediation.mode == mode)
    }

    @Test(
        "the blacklist is a list with commas; none is none",
        arguments: [
            ("db-*", ["db-*"]), ("db-*,web", ["db-*", "web"]), (" db-* , web ", ["db-*", "web"]), ("none", nil),
            ("a,,b", ["a", "b"]),
        ] as [(String, [String]?)]
    )
    func blacklist(text: String, globs: [String]?) throws {
        #expect(try spec("MONITOR_CONTAINER_BLACKLIST", text).selector.exclude?.matchNames == globs)
    }

    @Test(
        "what does not parse is an error that names its variable, and never the default",
        arguments: [
            ("THRESHOLD_CPU_PERCENT", "0"), ("THRESHOLD_CPU_PERCENT", "101"), ("THRESHOLD_CPU_PERCENT", "85%"),
            ("THRESHOLD_CPU_PERCENT", "nan"), ("THRESHOLD_MEMORY_PERCENT", "-1"), ("THRESHOLD_MEMORY_PERCENT", "high"),
            ("MONITOR_CONTAINER_BLACKLIST", ","), ("MONITOR_CONTAINER_BLACKLIST", " , "),
            ("MONITOR_CONTAINER_BLACKLIST", "a b"),
            ("RESPONDER_COOLDOWN_SECONDS", "1h"), ("RESPONDER_COOLDOWN_SECONDS", "-1"),
            ("RESPONDER_COOLDOWN_SECONDS", "31536001"),
            ("RESPONDER_MAX_RETRIES_PER_HOUR", "0"), ("RESPONDER_MAX_RETRIES_PER_HOUR", "1001"),
            ("RESPONDER_MAX_RETRIES_PER_HOUR", "3.5"), ("HEMOSTAT_DEFAULT_MODE", "on"),
            ("HEMOSTAT_DEFAULT_MODE", "Enforced"),
            ("ANALYZER_CONFIDENCE_THRESHOLD", "1.01"), ("ANALYZER_CONFIDENCE_THRESHOLD", "-0.1"),
            ("ANALYZER_CONFIDENCE_THRESHOLD", "70%"),
        ]
    )
    func wrong(variable: String, value: String) throws {
        let error = #expect(throws: EnvironmentError.self) { try DefaultPolicySettings([variable: value]) }
        #expect(error?.variable == variable)
        #expect(error?.description.contains("expected ") == true)
    }

    @Test("too many globs, or one too long, are refused")
    func bounds() throws {
        let many = Array(repeating: "a", count: 65).joined(separator: ",")
        for text in [many, String(repeating: "a", count: 5000)] {
            let error = #expect(throws: EnvironmentError.self) { try spec("MONITOR_CONTAINER_BLACKLIST", text) }
            #expect(error?.variable == "MONITOR_CONTAINER_BLACKLIST")
        }
    }
}
