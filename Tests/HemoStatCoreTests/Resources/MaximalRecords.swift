@testable import HemoStatCore

/// The kinds only the operator writes, and the one that lives in files only.
extension Maximal {
    static let container = Container(
        metadata: meta("web-1"),
        status: .init(
            containerID: "4f1c",
            image: "acme/shop/web:2",
            state: "running",
            health: "healthy",
            exitCode: 143,
            restarts: 2,
            startedAt: time,
            finishedAt: time,
            cpu: 12.5,
            memory: 80,
            memoryBytes: 1 << 33,
            sampledAt: time,
            policies: ["web", "default"],
            phase: "Held",
            reason: "ActionBudget",
            message: "3 actions in 1h are the limit",
            nextEligible: time,
            episode: "e-1",
            conditions: conditions
        )
    )

    /// One an action.
    static let remediations: [Remediation] = actions.map { action in
        Remediation(
            metadata: meta("web-1-e-1-0"),
            spec: .init(
                container: "web-1",
                containerID: "4f1c",
                startedAt: time,
                episode: "e-1",
                policy: "web",
                policyGeneration: 7,
                step: 1,
                expectation: "up",
                action: action,
                cause: "the process died",
                confidence: 0.9
            ),
            status: .init(
                phase: "Verifying",
                outcome: "Done",
                message: "restarted",
                writtenAt: time,
                settledAt: time,
                verifiedAt: time,
                gates: [.init(name: "Cooldown", allowed: true, message: "none is running")],
                conditions: conditions
            )
        )
    }

    static let event = Event(
        metadata: meta("web-1.1"),
        involvedObject: .init(kind: "Container", name: "web-1", namespace: "default", uid: "4f1c"),
        reason: "Remediated",
        message: "restarted",
        type: .warning,
        count: 2,
        firstTimestamp: time,
        lastTimestamp: time,
        source: .init(component: "responder", host: "replica-0")
    )

    static let lease = Lease(
        metadata: meta("default"),
        spec: .init(
            holderIdentity: "replica-0",
            leaseDurationSeconds: 6,
            acquireTime: time,
            renewTime: time,
            leaseTransitions: 1_767_614_400_123
        )
    )

    static let test: PolicyTest = {
        var change = TestChange()
        change.state = .running
        change.health = .unhealthy
        change.exitCode = 137
        change.oomKilled = true
        change.by = .person
        change.image = "acme/shop/web:3"
        change.cpu = Percentage(250)
        change.cores = 2.5
        change.memory = Percentage(99.5)
        change.memoryBytes = ByteQuantity(bytes: 0)
        change.pids = 12
        change.network = .init(receive: ByteQuantity(bytes: 1), transmit: ByteQuantity(bytes: 1024))
        change.blockIO = .init(read: ByteQuantity(bytes: 0), write: ByteQuantity(bytes: 1000))
        change.restarts = 3
        change.log = "panic: at the disco"
        change.probes = ["ping": .failing]
        change.reachable = false
        change.removed = true
        var expectation = TestExpectation()
        expectation.phase = .held
        expectation.reason = "ActionBudget"
        expectation.action = "restart"
        expectation.actions = 3
        expectation.policy = "web"
        expectation.step = 2
        expectation.firing = ["up"]
        expectation.state = .exited
        expectation.nextEligible = .hours(1)
        return PolicyTest(
            metadata: meta("web"),
            policies: ["web.yaml"],
            startsAt: time,
            containers: [
                TestContainer(
                    name: "web-1",
                    image: "acme/shop/web:2",
                    host: "shop-1",
                    labels: ["tier": "frontend"],
                    state: .paused,
                    health: .starting,
                    startedAt: SignedDuration(milliseconds: -500),
                    exitCode: 1,
                    restartPolicy: "always",
                    cpus: 0.5
                )
            ],
            timeline: [
                TestMoment(at: .zero, set: ["web-1": change]),
                TestMoment(at: .seconds(4), set: ["web-1": change], expect: ["web-1": expectation]),
            ]
        )
    }()
}
