import SharedState
import Testing

@testable import Agents
@testable import HemoStatCore

/// The wire contract of `pipeline.md`, field by field: nothing of the Python HemoStat's is dropped, renamed or of
/// another type; what is ours comes on top.
@Suite struct EventShapeTests {
    private func json(_ type: String, _ agent: String, _ data: some Encodable & Sendable) throws -> AnyJSON {
        let at = Timestamp(microseconds: Given.zero.microseconds + 123_456)
        return try AnyJSON(EventEnvelope(eventType: type, timestamp: at, agent: agent, data: data))
    }

    private static let metrics = """
        {"cpu_percent": 123.46, "memory_percent": 33.33, "memory_usage": 1000000, "memory_limit": 3000000,
         "network_rx_bytes": 11, "network_tx_bytes": 12, "blkio_read_bytes": 13, "blkio_write_bytes": 14}
        """

    private func envelope(_ type: String, _ agent: String, _ data: String) throws -> AnyJSON {
        try AnyJSON(
            """
            {"event_type": "\(type)", "timestamp": "2025-11-03T10:00:00.123456+00:00", "agent": "\(agent)",
             "data": \(data)}
            """
        )
    }

    @Test("container_unhealthy")
    func containerUnhealthy() throws {
        let container = Given.container { container in
            container.sample = Given.sample
            container.exitCode = 3
            container.restartCount = 2
        }
        let episode = Given.episode(.firing) { episode in
            var cpu = Given.record("cpu", check: "cpu")
            cpu.severity = .critical
            cpu.measurement = Measurement(actual: .number(97.5), threshold: .number(85))
            var pending = Given.record("later")
            pending.firedAt = nil
            episode.records += [cpu, pending]
        }
        let event = try json(HealthAlert.eventType, "monitor", HealthAlert(episode, container, epoch: 7))
        let expected = try envelope(
            "container_unhealthy",
            "monitor",
            """
            {"container_id": "0123456789ab", "container_name": "web-1", "image": "acme/shop/web:2",
             "status": "running", "metrics": \(Self.metrics), "health_status": "unhealthy", "exit_code": 3,
             "restart_count": 2,
             "anomalies": [
               {"type": "unhealthy_status", "severity": "high", "threshold": "healthy", "actual": "unhealthy",
                "policy": "web", "expectation": "healthy"},
               {"type": "high_cpu", "severity": "critical", "threshold": 85, "actual": 97.5,
                "policy": "web", "expectation": "cpu"}],
             "host": "default", "divergence": "default/0123456789ab/1",
             "started_at": "2025-11-03T09:00:00.000000+00:00", "epoch": 7}
            """
        )
        #expect(event == expected)
    }

    @Test("before the first sample the metrics are zeros, and a container that never ran has no started_at")
    func withoutSample() throws {
        let container = Given.container { $0.startedAt = nil }
        let event = try json(HealthAlert.eventType, "monitor", HealthAlert(Given.episode(.firing), container, epoch: 7))
        let zeros = """
            {"cpu_percent": 0, "memory_percent": 0, "memory_usage": 0, "memory_limit": 0, "network_rx_bytes": 0,
             "network_tx_bytes": 0, "blkio_read_bytes": 0, "blkio_write_bytes": 0}
            """
        #expect(try event["data"]?["metrics"] == AnyJSON(zeros))
        #expect(event["data"]?["started_at"] == nil)
    }

    @Test(
        "anomaly types are HemoStat's",
        arguments: [
            ("cpu", "high_cpu"), ("memory", "high_memory"), ("health", "unhealthy_status"),
            ("exitCode", "non_zero_exit"), ("state", "unexpected_state"),
        ]
    )
    func anomalies(check: String, type: String) {
        #expect(Anomaly(Given.record(check: check)).type == type)
    }

    @Test("remediation_needed")
    func remediationNeeded() throws {
        let step = PlannedStep(policy: Given.policy(), index: 0, expectation: "healthy")
        let data = RemediationNeeded(
            Given.episode(.firing),
            Given.diagnosis,
            step,
            sample: Given.sample,
            epoch: 7
        )
        let expected = try envelope(
            "remediation_needed",
            "analyzer",
            """
            {"container": "web-1", "action": "restart", "reason": "its own health check reports it unhealthy",
             "confidence": 0.8, "metrics": \(Self.metrics), "analysis_method": "rule_based",
             "host": "default", "container_id": "0123456789ab", "divergence": "default/0123456789ab/1",
             "policy": "web", "expectation": "healthy", "started_at": "2025-11-03T09:00:00.000000+00:00", "epoch": 7}
            """
        )
        #expect(try json(RemediationNeeded.eventType, "analyzer", data) == expected)
    }

    @Test("false_alarm")
    func falseAlarm() throws {
        var diagnosis = Given.diagnosis
        diagnosis.cause = "it recovered"
        diagnosis.confidence = 1
        diagnosis.method = .ai
        let data = FalseAlarm(Given.episode(), diagnosis, epoch: 7)
        let expected = try envelope(
            "false_alarm",
            "analyzer",
            """
            {"container": "web-1", "reason": "it recovered", "confidence": 1, "analysis_method": "ai",
             "host": "default", "divergence": "default/0123456789ab/1", "epoch": 7}
            """
        )
        #expect(try json(FalseAlarm.eventType, "analyzer", data) == expected)
    }

    @Test(
        "remediation_complete, for each outcome of Docker",
        arguments: [
            (.succeeded, #"{"status": "success"}"#),
            (.failed("no such image"), #"{"status": "failed", "error": "no such image"}"#),
            (
                .notDone("refused"),
                #"{"status": "failed", "error": "refused", "details": "it was not sent to docker"}"#
            ),
            (.unknown, #"{"status": "success", "details": "nobody saw docker's answer; it counts as done"}"#),
        ] as [(Intent.Outcome, String)]
    )
    func remediationComplete(outcome: Intent.Outcome, result: String) throws {
        let data = RemediationComplete(
            Given.episode(),
            action: "restart",
            policy: "web",
            result: RemediationComplete.Result(ActionReport(outcome)),
            dryRun: false,
            epoch: 7
        )
        let expected = try envelope(
            "remediation_complete",
            "responder",
            """
            {"container": "web-1", "action": "restart", "result": \(result), "dry_run": false,
             "reason": "its own health check reports it unhealthy", "confidence": 0.8,
             "host": "default", "divergence": "default/0123456789ab/1", "policy": "web",
             "started_at": "2025-11-03T09:00:00.000000+00:00", "epoch": 7}
            """
        )
        #expect(try json(RemediationComplete.eventType, "responder", data) == expected)
    }

    @Test("a denial is rejected, a dry run not applicable; neither is ever success")
    func denials() throws {
        func result(_ gate: GateName, _ message: String) throws -> AnyJSON {
            let denial = try #require(GateResult.deny(gate, message).denial)
            return try AnyJSON(RemediationComplete.Result(denial))
        }
        #expect(
            try result(.cooldown, "cooling down")
                == AnyJSON(#"{"status": "rejected", "reason": "Cooldown", "details": "cooling down"}"#)
        )
        #expect(
            try result(.dryRun, "would restart it")
                == AnyJSON(#"{"status": "not_applicable", "reason": "DryRun", "details": "would restart it"}"#)
        )
    }

    @Test("an audit entry")
    func auditEntry() throws {
        let event = RemediationComplete(
            Given.episode(),
            action: "restart",
            policy: "web",
            result: RemediationComplete.Result(ActionReport(.failed("no such image"))),
            dryRun: false,
            epoch: 7
        )
        let expected = try AnyJSON(
            """
            {"timestamp": "2025-11-03T10:00:00.000000+00:00", "container": "web-1", "action": "restart",
             "result_status": "failed", "error": "no such image", "confidence": 0.8,
             "reason": "its own health check reports it unhealthy", "metrics": \(Self.metrics), "dry_run": false}
            """
        )
        #expect(try AnyJSON(AuditEntry(event, sample: Given.sample, at: Given.zero)) == expected)
        var done = event
        done.result = RemediationComplete.Result(ActionReport(.succeeded))
        #expect(try AnyJSON(AuditEntry(done, sample: nil, at: Given.zero))["error"] == .null)
    }

    @Test("hemostat:state:container:<id>")
    func containerState() throws {
        let container = Given.container { $0.sample = Given.sample }
        let expected = try AnyJSON(
            """
            {"container_id": "0123456789ab", "container_name": "web-1", "status": "running", "cpu_percent": 123.46,
             "memory_percent": 33.33, "memory_usage": 1000000, "memory_limit": 3000000,
             "health_status": "unhealthy", "timestamp": "2025-11-03T10:00:00.000000+00:00"}
            """
        )
        #expect(try AnyJSON(ContainerStateRecord(container, at: Given.zero)) == expected)
    }
}
