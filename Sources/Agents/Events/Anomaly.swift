import HemoStatCore

/// One divergent expectation, in HemoStat's words.
struct Anomaly: Encodable, Sendable {
    var type: String
    var severity: String
    var threshold: MeasuredValue
    var actual: MeasuredValue
    var policy: String
    var expectation: String

    init(_ record: DivergenceRecord) {
        type = Self.type(of: record.check)
        severity = record.severity.rawValue.lowercased()
        threshold = record.measurement.threshold
        actual = record.measurement.actual
        policy = record.policy
        expectation = record.expectation
    }

    private static func type(of check: String) -> String {
        switch check {
        case "cpu", "cores": "high_cpu"
        case "memory", "memoryBytes": "high_memory"
        case "restarts": "excessive_restarts"
        case "pids": "high_pids"
        case "network": "high_network"
        case "blockIO": "high_block_io"
        case "oomKilled": "oom_killed"
        case "logs": "log_pattern"
        case "http", "tcp", "exec": "failing_probe"
        case "image": "unexpected_image"
        case "health": "unhealthy_status"
        case "exitCode": "non_zero_exit"
        case "state": "unexpected_state"
        default: check
        }
    }
}
