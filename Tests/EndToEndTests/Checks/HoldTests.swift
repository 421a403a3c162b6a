import TestSupport
import Testing

extension RealDocker {
    /// Where a check says diverged, or nothing at all, and nothing may be done.
    @Suite struct Holds {
        @Test(
            "suspended, inside a window, beyond what it can do, unknown or overridden: nothing is done, and why is told"
        )
        func holds() async throws {
            try await Ward.open { ward in
                try Self.applyHolding(ward)
                try Self.applyUnknown(ward)
                try Self.applyOverridden(ward)
                let hemostat = try await ward.startOperator()
                let held = try await Self.runHeld(ward)
                let unknown = try await Self.runUnknown(ward)
                let shared = try await ward.run("shared", Patient.crashesWhenTold, Docker.healthCheck("false"))
                let hostile = try await ward.run("hostile", Self.floods)
                try await shared.waitForHealth("unhealthy")
                let episodes = try await hemostat.wait(for: held)
                let waits = held.map { episodes[$0.container.name]?["nextEligible"] != nil }
                #expect(
                    waits == [false, true, false, false, false],
                    "a suspension, a window without end and a dry run wait for no time"
                )
                let others = unknown + [shared]
                try await Self.expectConditions(hemostat, ward)
                let shown = try await hemostat.episodes()
                for container in others {
                    #expect(shown[container.name] == nil, "nothing is known to be wrong with it")
                }

                // The weaker policy's other expectation is in force all the same.
                try await Patient.crash(shared)
                try await hemostat.wait(for: shared, toBe: "Resolved")
                try await Self.expectDespite(hostile, hemostat, ward)

                let tallies = try await ward.tallies(held.map(\.container) + others)
                for container in held.map(\.container) + unknown {
                    #expect(tallies[container.name]?["start"] == 1, "\(container.name)")
                    #expect(tallies[container.name]?["restart"] == nil, "\(container.name)")
                }
                #expect(
                    tallies[shared.name]?["start"] == 2 && tallies[shared.name]?["restart"] == nil,
                    "one start of ours"
                )
                try await Self.remove(held[4].container, hemostat)
            }
        }

        // MARK: Held

        private static func applyHolding(_ ward: Ward) throws {
            func policy(_ word: String, _ change: (inout PolicyText) -> Void) throws {
                var policy = PolicyText("\(ward.prefix)-\(word)", "\(ward.prefix)-\(word)")
                policy.expectations = ["{name: up, state: {is: Running}}"]
                policy.steps = ["{action: {start: {}}}"]
                change(&policy)
                try ward.apply(policy)
            }
            try policy("suspended") { $0.settings = ["suspend: true"] }
            // From the hour that has begun to the end of the next.
            let hour = Stamp.now.wallNanoseconds / 3_600_000_000_000 % 24
            try policy("window") { $0.windows = [#"{kind: Deny, schedule: "0 \#(hour) * * *", duration: 2h}"#] }
            try policy("zone") {
                $0.windows = [#"{kind: Deny, schedule: "* * * * *", duration: 1h, timeZone: Asia/Kolkata}"#]
            }
            try policy("exec") {
                $0.mode = "DryRun"
                $0.steps = [#"{action: {exec: {command: ["true"]}}}"#]
            }
            try policy("absent") {
                $0.mode = "DryRun"
                $0.expectations = ["{name: gone, state: {is: Absent}}"]
                $0.steps = ["{action: {stop: {}}}"]
            }
        }

        private static func runHeld(_ ward: Ward) async throws -> [(container: TestContainer, phase: String)] {
            let crash = ["sh", "-c", "sleep 0.5; exit 3"]
            async let suspended = ward.run("suspended", crash)
            async let window = ward.run("window", crash)
            async let zone = ward.run("zone", crash)
            async let exec = ward.run("exec", crash)
            async let absent = ward.run("absent")
            return try await [
                (suspended, "Held PolicyMode"), (window, "Held MaintenanceWindow"), (zone, "Held MaintenanceWindow"),
                (exec, "Held DryRun"), (absent, "Held DryRun"),
            ]
        }

        /// What should not be there, removed by hand: as the policy wants.
        private static func remove(_ container: TestContainer, _ hemostat: OperatorProcess) async throws {
            await container.remove()
            let gone = try await hemostat.wait(for: container, toBe: "Resolved")
            #expect(gone["actions"] == .number(0))
        }

        // MARK: Unknown

        private static func applyUnknown(_ ward: Ward) throws {
            var probe = PolicyText("\(ward.prefix)-route", "\(ward.prefix)-route")
            let schedule = "every: 1s, timeout: 1s, failures: 1"
            // Nobody can connect to a broadcast address, on whatever network.
            probe.expectations = [
                #"{name: far, http: {url: "http://255.255.255.255:80/", \#(schedule)}}"#
            ]
            var bare = probe.selecting("bare", "\(ward.prefix)-bare")
            bare.expectations = [
                #"{name: web, http: {url: "http://{ip}:80/", \#(schedule)}}"#,
                "{name: port, tcp: {port: 80, \(schedule)}}",
            ]
            let check = PolicyText("\(ward.prefix)-nocheck", "\(ward.prefix)-nocheck")
            var hostile = PolicyText("\(ward.prefix)-hostile", "\(ward.prefix)-hostile")
            hostile.expectations = [#"{name: lines, logs: {absent: ["^(a+)+$", "^FATAL"], within: 5m}}"#]
            try ward.apply(probe, bare, check, hostile)
        }

        private static func runUnknown(_ ward: Ward) async throws -> [TestContainer] {
            async let route = ward.run("route")
            async let bare = ward.run("bare", Patient.well, ["--network", "none"])
            async let check = ward.run("nocheck")
            return try await [route, bare, check]
        }

        /// Lines on which such a pattern would try for longer than anybody lives; until it is told, then it dies of it.
        private static let floods = Subject.told(
            "echo FATAL: enough",
            before: "while [ ! -e /ran ]; do echo \(String(repeating: "a", count: 200))b; sleep 0.02; done & "
                + "trap 'touch /ran; exit 143' TERM"
        )

        private static func expectConditions(_ hemostat: OperatorProcess, _ ward: Ward) async throws {
            let expected = [
                "route": "ProbeUnreachable", "route-bare": "ProbeUnreachable", "nocheck": "NoHealthcheck",
                "hostile": "PatternLimit", "weak": "Overridden",
            ]
            let shown = try await eventually(within: .seconds(60), every: .milliseconds(200), "each policy's condition")
            {
                let policies = try await hemostat.statusJSON()["policies"]?.array ?? []
                let conditions = Dictionary(
                    policies.map { ($0["name"]?.string ?? "", $0["conditions"]?.array ?? []) }
                ) { first, _ in first }
                let missing = expected.filter { word, type in
                    !(conditions["\(ward.prefix)-\(word)"] ?? []).contains { $0["type"]?.string == type }
                }
                guard missing.isEmpty else { throw CommandError(command: "hemostat status", output: "no \(missing)") }
                return conditions
            }
            let overridden = shown["\(ward.prefix)-weak"]?.first?["message"]?.string ?? ""
            #expect(overridden.contains("healthy") && overridden.contains("\(ward.prefix)-strong"), "\(overridden)")
            #expect(shown["\(ward.prefix)-strong"] == [], "the stronger one is overridden by nobody")
        }

        // MARK: Overridden

        /// Two policies for one container that is unhealthy by its own check: the stronger one minds another thing.
        private static func applyOverridden(_ ward: Ward) throws {
            var weak = PolicyText("\(ward.prefix)-weak", "\(ward.prefix)-shared")
            weak.settings = ["priority: 1"]
            weak.steps = ["{when: [up], action: {start: {}}}", "{when: [healthy], action: {restart: {timeout: 1s}}}"]
            var strong = PolicyText("\(ward.prefix)-strong", "\(ward.prefix)-shared")
            strong.settings = ["priority: 2"]
            strong.expectations = [#"{name: healthy, exec: {command: ["test", "-e", "/up"], every: 1s, timeout: 1s}}"#]
            try ward.apply(weak, strong)
        }

        // MARK: Hostile lines

        /// Everybody else is served while the lines keep coming, and the pattern beside it still finds its own.
        private static func expectDespite(
            _ hostile: TestContainer,
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            #expect(try hemostat.get("/readyz").status == 200)
            #expect(try await ward.tallies([hostile])[hostile.name]?["restart"] == nil)
            try await hostile.exec("touch", "/go")
            let episode = try await hemostat.wait(for: hostile, toBe: "Resolved")
            #expect(episode["actions"] == .number(1))
            #expect(try await ward.tallies([hostile])[hostile.name]?["restart"] == 1)
        }
    }
}
