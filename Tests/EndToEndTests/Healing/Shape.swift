/// What a field of an event has to be, as pipeline.md lists it.
indirect enum Shape: Sendable {
    case text
    /// 12 hex digits.
    case shortID
    case time
    case number
    case whole
    /// 0…1.
    case fraction
    case flag
    /// A number or a word: what a check saw, and wants.
    case measured
    case word(Set<String>)
    case list(Shape)
    /// These fields at least; those after `optional` may be missing.
    case object([String: Shape], optional: [String: Shape] = [:])

    /// What is wrong with a value, each with its path; nothing when it is as it has to be.
    func problems(_ value: JSON?, at path: String = "$") -> [String] {
        guard let value else { return ["\(path) is missing"] }
        if case .list(let element) = self, case .array(let values) = value {
            let found = values.enumerated().flatMap { element.problems($1, at: "\(path)[\($0)]") }
            return values.isEmpty ? ["\(path) is empty"] : found
        }
        if case .object(let required, let optional) = self, case .object = value {
            let given = optional.filter { value[$0.key] != nil }
            return required.merging(given) { first, _ in first }.sorted { $0.key < $1.key }.flatMap { key, shape in
                shape.problems(value[key], at: "\(path).\(key)")
            }
        }
        return isScalar(value) ? [] : ["\(path) is \(value), not \(self)"]
    }

    private func isScalar(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.text, .string(let text)): !text.isEmpty
        case (.shortID, .string(let text)): text.utf8.count == 12 && text.allSatisfy(\.isHexDigit)
        case (.time, .string(let text)): WireTime(text) != nil
        case (.number, .number): true
        case (.whole, .number(let number)): number == number.rounded()
        case (.fraction, .number(let number)): (0...1).contains(number)
        case (.flag, .bool), (.measured, .number), (.measured, .string): true
        case (.word(let words), .string(let text)): words.contains(text)
        default: false
        }
    }
}

extension Shape {
    static let metrics = Shape.object([
        "cpu_percent": .number, "memory_percent": .number, "memory_usage": .whole, "memory_limit": .whole,
        "network_rx_bytes": .whole, "network_tx_bytes": .whole, "blkio_read_bytes": .whole,
        "blkio_write_bytes": .whole,
    ])

    private static let anomaly = Shape.object([
        "type": .word([
            "high_cpu", "high_memory", "unhealthy_status", "non_zero_exit", "excessive_restarts", "unexpected_state",
        ]),
        "severity": .word(["medium", "high", "critical"]), "threshold": .measured, "actual": .measured,
        "policy": .text, "expectation": .text,
    ])

    private static let result = Shape.object(
        ["status": .word(["success", "failed", "rejected", "not_applicable"])],
        optional: ["error": .text, "reason": .text, "details": .text]
    )

    private static let actions = Shape.word(["restart", "start", "scale_up", "cleanup", "exec"])
    private static let methods = Shape.word(["ai", "rule_based"])

    /// The data on each channel: the contract's fields, then ours.
    static let channels: [String: (eventType: String, agent: String, data: Shape)] = [
        "hemostat:health_alert": (
            "container_unhealthy", "monitor",
            .object([
                "container_id": .shortID, "container_name": .text, "image": .text, "status": .text,
                "metrics": metrics, "anomalies": .list(anomaly), "health_status": .text, "exit_code": .whole,
                "restart_count": .whole, "host": .text, "divergence": .text, "started_at": .time, "epoch": .whole,
            ])
        ),
        "hemostat:remediation_needed": (
            "remediation_needed", "analyzer",
            .object([
                "container": .text, "action": actions, "reason": .text, "confidence": .fraction, "metrics": metrics,
                "analysis_method": methods, "host": .text, "divergence": .text, "policy": .text,
                "expectation": .text, "started_at": .time, "epoch": .whole,
            ])
        ),
        "hemostat:remediation_complete": (
            "remediation_complete", "responder",
            .object([
                "container": .text, "action": actions, "result": result, "dry_run": .flag, "reason": .text,
                "confidence": .fraction, "host": .text, "divergence": .text, "policy": .text, "started_at": .time,
                "epoch": .whole,
            ])
        ),
        "hemostat:false_alarm": (
            "false_alarm", "analyzer",
            .object([
                "container": .text, "reason": .text, "confidence": .fraction, "analysis_method": methods,
                "host": .text, "divergence": .text, "epoch": .whole,
            ])
        ),
    ]

    /// What is wrong with an event of a channel; a channel nobody knows is wrong too.
    static func problems(_ event: JSON, on channel: String) -> [String] {
        guard let expected = channels[channel] else { return ["\(channel) is not one of the four channels"] }
        let envelope = Shape.object([
            "event_type": .word([expected.eventType]), "timestamp": .time, "agent": .word([expected.agent]),
            "data": expected.data,
        ])
        let strangers = event.keys.subtracting(["event_type", "timestamp", "agent", "data"])
        return envelope.problems(event, at: channel) + strangers.map { "\(channel) has \($0) beside its envelope" }
    }
}
