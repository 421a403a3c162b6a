import Testing

@testable import HemoStatCore

@Suite("ResolvedPolicy")
struct ResolvedPolicyTests {
    /// Priority, mode and suspension of another policy; what is left of `Enforce` at priority 5; the operator's cap.
    @Test(
        "a policy is never freer than those of equal or higher priority, suspended or not",
        arguments: [
            (9, .observe, false, .enforce, .observe), (5, .observe, false, .enforce, .observe),
            (4, .observe, false, .enforce, .enforce), (9, .observe, true, .enforce, .observe),
            (9, .dryRun, false, .enforce, .dryRun), (9, .approve, false, .enforce, .approve),
            (9, .enforce, false, .enforce, .enforce), (9, .enforce, false, .dryRun, .dryRun),
            (9, .observe, false, .dryRun, .observe),
        ] as [(Int, RemediationMode, Bool, RemediationMode, RemediationMode)]
    )
    func modes(priority: Int, mode: RemediationMode, suspended: Bool, cap: RemediationMode, expected: RemediationMode) {
        let mine = Given.policy("mine") { $0.priority = 5 }
        let other = Given.policy("other") {
            $0.priority = priority
            $0.remediation.mode = mode
            $0.suspend = suspended
        }
        let resolved = PolicyResolver.resolve(Given.container(), policies: [mine, other])
        #expect(resolved.mode(of: mine, cap: cap) == expected)
    }

    @Test("a suspended policy's own mode still caps itself")
    func suspended() {
        let mine = Given.policy("mine") {
            $0.suspend = true
            $0.remediation.mode = .observe
        }
        #expect(PolicyResolver.resolve(Given.container(), policies: [mine]).mode(of: mine) == .observe)
    }

    @Test("the fingerprint changes with generations and membership, not with the order of documents")
    func fingerprint() {
        let a = Given.policy("a")
        let b = Given.policy("b")
        let base = PolicyResolver.resolve(Given.container(), policies: [a, b]).fingerprint
        #expect(PolicyResolver.resolve(Given.container(), policies: [b, a]).fingerprint == base)
        #expect(PolicyResolver.resolve(Given.container(), policies: [a]).fingerprint != base)
        let newer = Given.policy("b", generation: 2)
        #expect(PolicyResolver.resolve(Given.container(), policies: [a, newer]).fingerprint != base)
    }

    @Test("all windows of policies that restrain it apply: its own, and of those as strong, suspended or not")
    func windows() {
        func policy(_ name: String, _ priority: Int, suspended: Bool = false, hasWindow: Bool = true) -> HealthPolicy {
            Given.policy(name) {
                ($0.priority, $0.suspend) = (priority, suspended)
                let window = MaintenanceWindow(kind: .deny, schedule: "0 9 * * *", duration: .hours(1))
                $0.remediation.windows = hasWindow ? [window] : nil
            }
        }
        let mine = policy("mine", 5, suspended: true)
        let all = [
            mine, policy("strong", 9), policy("equal", 5), policy("weak", 4), policy("off", 9, suspended: true),
            policy("open", 9, hasWindow: false),
        ]
        let resolved = PolicyResolver.resolve(Given.container(), policies: all)
        #expect(resolved.windowed(for: mine).map(\.name) == ["off", "strong", "equal", "mine"])
    }
}
