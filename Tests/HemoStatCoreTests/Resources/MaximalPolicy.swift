@testable import HemoStatCore

/// Values that use every field there is, of every kind; alternatives come as several values.
enum Maximal {
    static let time = Timestamp(microseconds: 1_767_614_400_123_456)

    static func meta(_ name: String) -> ObjectMeta {
        ObjectMeta(
            name: name,
            namespace: "default",
            labels: ["team": "shop", "example.com/tier": "front_end.1"],
            annotations: ["example.com/note": "anything: even this"],
            generation: 7,
            uid: "0b7c5c36-6f4e-4c06-9d0b-0a1f6d3a2b11",
            resourceVersion: "1767614400123-0",
            creationTimestamp: time,
            deletionTimestamp: time,
            finalizers: ["hemostat.dev/drain"]
        )
    }

    static let conditions = [
        Condition(
            "Ready",
            .unknown,
            reason: "NoData",
            message: "nothing has been seen yet",
            observedGeneration: 7,
            lastTransitionTime: time
        )
    ]

    static let selector = ContainerSelector(
        matchNames: ["web-*"],
        matchImages: ["*/shop/web:*"],
        matchLabels: ["com.docker.compose.service": "web"],
        matchExpressions: [
            LabelRequirement(key: "tier", operator: .isIn, values: ["frontend"]),
            LabelRequirement(key: "legacy", operator: .doesNotExist),
        ],
        matchHosts: ["*"],
        exclude: .init(
            matchNames: ["web-canary-*"],
            matchImages: ["*:canary"],
            matchLabels: ["canary": "yes"],
            matchExpressions: [LabelRequirement(key: "tier", operator: .notIn, values: ["canary"])],
            matchHosts: ["lab-?"]
        )
    )

    private static let probe = ProbeSchedule(every: .seconds(5), timeout: .seconds(1), failures: 2)

    static let checks: [Check] = [
        .state(.init(is: .running)), .health(.init(is: .healthy)), .exitCode(.init(in: [0, 143])),
        .restarts(.init(atMost: 5, within: .minutes(20))), .cpu(.init(below: Percentage(85))),
        .cores(.init(below: 1.5)),
        .memory(.init(below: Percentage(99.5))), .memoryBytes(.init(below: ByteQuantity(bytes: 512 << 20))),
        .pids(.init(below: 100)),
        .network(.init(receiveBelow: ByteQuantity(bytes: 1 << 20), transmitBelow: ByteQuantity(bytes: 1000))),
        .blockIO(.init(readBelow: ByteQuantity(bytes: 1 << 30), writeBelow: ByteQuantity(bytes: 1))),
        .oomKilled(.init()), .logs(.init(absent: ["(?i)panic:", "^FATAL"], within: .minutes(1))),
        .http(.init(url: "http://{ip}:8080/healthz", status: [200, 204], probe: probe)),
        .tcp(.init(port: 5432, probe: probe)), .exec(.init(command: ["pg_isready", "-q"], probe: probe)),
        .image(.init(is: "acme/web@sha256:1f3d5b")),
    ]

    static let actions: [RemediationAction] = [
        .restart(timeout: .seconds(3)), .start, .stop(.init(timeout: .seconds(4))), .unpause,
        .signal(.init(name: "HUP")),
        .exec(.init(command: ["nginx", "-s", "reload"], timeout: .seconds(5))), .scaleUp(.init(by: 2, max: 10)),
        .scaleDown(.init(by: 2, min: 3)),
        .cleanup(.init(stoppedContainers: true, danglingImages: true, volumes: true)),
        .updateResources(.init(memory: ByteQuantity(bytes: 1 << 30), cpus: 2.5)), .recreate, .none,
    ]

    static let policy = HealthPolicy(
        metadata: meta("maximal.example.com"),
        spec: .init(
            suspend: true,
            priority: 100,
            selector: selector,
            startupGrace: .seconds(30),
            expectations: checks.map { check in
                Expectation(
                    name: check.keyword.lowercased(),
                    check: check,
                    sustainedFor: .minutes(2),
                    keepFiringFor: .seconds(30),
                    severity: .high
                )
            },
            analysis: AnalysisSpec(mode: .both, minimumConfidence: 0.5, shadow: true),
            remediation: remediation,
            alerts: AlertSpec(routes: ["ops"], on: AlertSpec.Occasion.allCases, repeatEvery: .hours(1))
        ),
        status: .init(
            observedGeneration: 7,
            conditions: conditions,
            matched: 5,
            converged: 1,
            diverged: 2,
            held: 3,
            escalated: 4
        )
    )

    private static let remediation = RemediationSpec(
        mode: .enforce,
        steps: actions.map { RemediationStep(when: ["cpu", "http"], action: $0, attempts: 2) },
        cooldown: PolicyDuration(milliseconds: 1500),
        budget: .init(actions: 50, within: .hours(2)),
        circuitBreaker: .init(failures: 30, within: .hours(3), halfOpenAfter: .hours(4)),
        disruption: .init(maxUnavailable: .percentage(Percentage(25)), groupBy: "com.docker.compose.project"),
        verify: .init(stableFor: .seconds(3), timeout: .seconds(30)),
        windows: [
            MaintenanceWindow(kind: .deny, schedule: "0 9 * * 1-5", duration: .hours(8), timeZone: "Europe/Berlin"),
            MaintenanceWindow(kind: .allow, schedule: "@hourly", duration: .minutes(5)),
        ]
    )
}
