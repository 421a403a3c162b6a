import HemoStatCore
import Testing

@testable import PolicyDocuments

/// Good documents, damaged at random but the same way every time: never a crash, never silence.
@Suite(.timeLimit(.minutes(2))) struct MutationTests {
    private static let seeds = [
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: web, labels: {team: shop}, annotations: {"example.com/a": 'x'}}
        spec:
          priority: 100
          selector: &s {matchNames: ["web-*"], matchLabels: {com.docker.compose.service: web}}
          startupGrace: 30s
          expectations:
            - {name: up, state: {is: Running}}
            - {name: healthy, health: {is: Healthy}, for: 5s, severity: High}
            - {name: cpu, cpu: &u {below: "85%"}, for: 2m}
            - {name: memory, memory: *u}
            - name: exit
              exitCode:
                in: [0, 0x8f]
          analysis: {minimumConfidence: 7e-1}
          remediation:
            mode: Enforce
            steps:
              - {when: [up], action: {start: {}}}
              - {action: {restart: {timeout: 10s}}, attempts: 2}
            budget: {actions: 3, within: 1h}
            verify: {stableFor: 30s, timeout: 2m}
        """,
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: hemostat.dev/v1, kind: HealthPolicy, metadata: {name: a},
           spec: {selector: {}, expectations: [{name: up, state: {is: Running}}]}}
        ---
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: b}
        spec: {"selector": {}, "expectations": [{"name": "up", "state": {"is": "Exited"}}]}
        """,
    ]

    private static let insertions = [
        "\t", "\n", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "*u", "!!int ", "!x ", "|\n", "\"", "'", "#",
        "---\n",
        "...\n", "%", "~", ".nan", "1e999", "99999999999999999999", "\u{FEFF}", "\u{85}", "\u{2028}", "é", "? ",
        "<<: *u\n",
        "null", "0", "true", "spec: ", "name: ", ", ", "@", "`",
    ].map { Array($0.utf8) }

    /// SplitMix64: the same sequence on every machine.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout Generator) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.insert(contentsOf: insertions.randomElement(using: &random) ?? [], at: start)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.replaceSubrange(start..<end, with: insertions.randomElement(using: &random) ?? [])
        case 3: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 4: bytes.insert(UInt8.random(in: 0...255, using: &random), at: start)
        default: if start < bytes.count { bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        }
    }

    @Test("3000 damaged documents: no crash, and whatever is refused is explained at a place in the text")
    func damaged() {
        var random = Generator(state: 0x4845_4D4F)
        var accepted = 0
        for round in 0..<3000 {
            var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0...Int.random(in: 0..<4, using: &random) { Self.mutate(&bytes, &random) }
            let load = PolicyLoader.load(bytes, file: "f.yaml")
            accepted += load.policies.count
            #expect(load.refused.isEmpty == !load.hasErrors, "round \(round)")
            let lines = bytes.count { $0 == 10 || $0 == 13 } + bytes.count { $0 == 0x85 || $0 == 0xA8 } + 2
            for diagnostic in load.diagnostics {
                let line = diagnostic.position?.line ?? 0
                #expect((1...lines).contains(line), "round \(round): \(diagnostic)")
            }
        }
        // Most damage is caught, some hits a comment or a text that may be anything.
        #expect((300...2500).contains(accepted), "\(accepted)")
    }

    @Test("random bytes are refused, not read")
    func noise() {
        var random = Generator(state: 7)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(PolicyLoader.load(bytes, file: "f.yaml").policies.isEmpty)
        }
    }
}
