import Testing

@testable import HemoStatCore

/// The gates in their order, and from which values each says that it decided.
@Suite("Gates: trail")
struct GateTrailTests {
    @Test("the order is the architecture's")
    func order() {
        let expected = [
            "PolicyMode", "Hold", "MaintenanceWindow", "HumanIntent", "Lease", "Target", "StormBrake", "Dependency",
            "DisruptionBudget", "Cooldown", "ActionBudget", "CircuitBreaker", "Confidence", "Approval", "DryRun",
        ]
        #expect(GateName.allCases.map(\.rawValue) == expected)
    }

    private static let parts: [GateName: Set<String>] = [
        .policyMode: ["policy", "mode", "cap", "suspend"], .hold: ["container", "holds"], .window: ["web"],
        .humanIntent: ["status", "exitCode", "exitCause"], .lease: ["epoch", "remaining", "margin"],
        .target: ["containerID", "startedAt", "diagnosedStartedAt"],
        .stormBrake: ["share", "minimum", "release", "host", "project shop"], .dependency: ["depends_on db"],
        .disruptionBudget: [
            "action", "group", "containers", "maxUnavailable", "maximum", "openRemediations", "unavailable",
            "targetServes",
        ], .cooldown: ["cooldown", "isFirstAction", "lastEpisodeEnd"], .actionBudget: ["used", "actions", "within"],
        .circuitBreaker: ["ineffective", "failures", "within", "halfOpenAfter", "last", "lastEffective"],
        .confidence: ["confidence", "minimum", "rule", "verdict", "at"],
        .approval: ["mode", "policy", "step", "generation", "startedAt", "answer", "by", "at"],
        .dryRun: ["mode", "cap", "action"],
    ]

    @Test("every gate names everything it decided from", arguments: GateName.allCases)
    func inputs(gate: GateName) throws {
        let policy = Given.policy {
            $0.remediation.mode = .approve
            $0.remediation.windows = [
                MaintenanceWindow(kind: .deny, schedule: "0 0 1 1 *", duration: .hours(1), timeZone: "UTC")
            ]
        }
        let members = [
            Given.sick("web", project: "shop", service: "web", needs: "db"),
            Given.member("db", project: "shop", service: "db"),
        ]
        let input = Given.gateInput("web", in: HostPicture(members: members), policy: policy) { input in
            input.history = ActionHistory(
                intents: [Given.at(-30)],
                ineffective: [Given.at(-20), Given.at(-10), Given.at(-5)],
                lastEffective: Given.at(-50),
                lastEpisodeEnd: Given.at(-5)
            )
            input.holds = [
                Hold(
                    metadata: ObjectMeta(name: "h"),
                    spec: .init(selector: ContainerSelector(), owner: "a", reason: "b", expiresAt: Given.at(9))
                )
            ]
            input.approval = Approval(
                episode: input.episode.id,
                policy: "web",
                policyGeneration: 1,
                step: 0,
                startedAt: input.container?.startedAt,
                isApproved: true,
                by: "alice",
                at: Given.zero
            )
        }
        let result = try #require(Gates.judge(input).results.first { $0.gate == gate })
        #expect(Set(result.inputs.keys) == Self.parts[gate])
        #expect(result.inputs.values.allSatisfy { !$0.isEmpty && $0.utf8.count < 200 })
    }
}
