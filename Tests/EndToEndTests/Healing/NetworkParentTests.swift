import TestSupport
import Testing

extension RealDocker {
    /// A container whose network others live in, as a VPN's: what becomes of them when it is healed.
    @Suite struct NetworkParent {
        /// Runs until it is made ill, and is well again after its next start.
        private static func mortal(_ work: String) -> [String] {
            ["sh", "-c", "rm -f /sick; \(work) until [ -e /sick ]; do sleep 0.1; done; exit 3"]
        }

        @Test("the parent is healed first, its children are held, then restarted, and reachable again")
        func parentFirst() async throws {
            try await Ward.open { ward in
                try ward.apply(PolicyText("\(ward.prefix)-vpn", "\(ward.prefix)-vpn-*"))
                let parent = try await ward.run("vpn-parent", Self.mortal(""), Docker.healthCheck("true"))
                try await parent.waitForHealth("healthy")
                let within = ["--network", "container:\(parent.id)"]
                let broken = try await ward.run("vpn-broken", Self.mortal(""), within)
                let serve = "echo hello > /tmp/index.html; exec httpd -f -p 8080 -h /tmp"
                let fine = try await ward.run("vpn-fine", ["sh", "-c", serve], within)
                let hemostat = try await ward.startOperator()
                try await Self.answers(fine, in: parent)

                try await parent.exec("touch", "/sick")
                try await broken.exec("touch", "/sick")
                let healed = try await hemostat.wait(for: parent, toBe: "Resolved")
                #expect(healed["actions"] == .number(1))
                let child = try await hemostat.wait(for: broken, toBe: "Resolved")
                #expect(child["actions"] == .number(1))
                let trail = (child["trail"]?.array ?? []).filter { $0["code"]?.string == "Dependency" }
                #expect(trail.contains { $0["message"]?.string?.hasPrefix("denied") == true }, "it was not held")

                let other = try await hemostat.wait(for: fine, toBe: "Resolved")
                #expect(other["expectations"]?.array.contains(.string("networkParent")) == true)
                try await Self.answers(fine, in: parent)

                let tallies = try await ward.tallies([parent, broken, fine])
                for container in [parent, broken, fine] {
                    #expect(tallies[container.name]?["start"] == 2, "\(container.name)")
                }
                let first = try #require(ward.times("start", of: parent).last)
                for child in [broken, fine] { #expect(try #require(ward.times("start", of: child).last) > first) }
            }
        }

        /// The child serves on the parent's loopback: only while both share one network.
        private static func answers(_ child: TestContainer, in parent: TestContainer) async throws {
            try await eventually(within: .seconds(30), "\(child.name) to answer in the network of \(parent.name)") {
                do {
                    return try await parent.exec("wget", "-q", "-O", "-", "http://127.0.0.1:8080/").contains("hello")
                } catch is CommandError {
                    return false
                }
            }
        }
    }
}
