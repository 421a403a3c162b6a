import Testing

@testable import HemoStatCore

@Suite("ProbeObservation")
struct ProbeObservationTests {
    @Test("each probe that looks at something else, or in another way, has a key of its own")
    func keys() {
        let fast = ProbeSchedule(every: .seconds(1))
        let checks: [Check] = [
            .http(.init(url: "http://a/")), .http(.init(url: "http://b/")),
            .http(.init(url: "http://a/", status: [201])),
            .http(.init(url: "http://a/", status: [200, 201])), .http(.init(url: "http://a/", probe: fast)),
            .http(.init(url: "http://a/", probe: .init(timeout: .seconds(1)))),
            .http(.init(url: "http://a/", probe: .init(failures: 1))), .tcp(.init(port: 80)), .tcp(.init(port: 8)),
            .tcp(.init(port: 80, probe: fast)), .exec(.init(command: ["a", "b"])), .exec(.init(command: ["a b"])),
            .exec(.init(command: ["ab"])), .exec(.init(command: ["a", "b"], probe: fast)),
        ]
        let keys = checks.compactMap(\.probeKey)
        #expect(keys.count == checks.count)
        #expect(Set(keys).count == checks.count)
        #expect(Check.http(.init(url: "http://a/")).probeKey == keys[0])
        #expect(Check.state(.init(is: .running)).probeKey == nil)
    }

    @Test("failures in a row are counted until something else comes; a success is never forgotten")
    func row() {
        var probe = ProbeObservation(key: "k", at: Given.zero, answer: .failed, message: "a", startedAt: Given.at(-1))
        #expect(probe.consecutiveFailures == 1 && !probe.hasPassed)
        probe = probe.followed(by: .failed, message: "b", at: Given.at(1))
        #expect(probe.consecutiveFailures == 2 && probe.message == "b" && probe.at == Given.at(1))
        probe = probe.followed(by: .unreachable, message: "c", at: Given.at(2))
        #expect(probe.consecutiveFailures == 0 && !probe.hasPassed && probe.last == .unreachable)
        probe = probe.followed(by: .passed, message: "", at: Given.at(3))
        #expect(probe.consecutiveFailures == 0 && probe.hasPassed)
        probe = probe.followed(by: .failed, message: "d", at: Given.at(4))
        #expect(probe.consecutiveFailures == 1 && probe.hasPassed)
        #expect(probe.key == "k" && probe.startedAt == Given.at(-1))
    }

    @Test("its key travels in records and tells nothing of addresses and commands")
    func secrets() {
        let checks: [Check] = [
            .exec(.init(command: ["psql", "hunter2"])), .http(.init(url: "http://{ip}/health?token=hunter2")),
        ]
        for key in checks.compactMap(\.probeKey) { #expect(!key.contains("hunter2") && !key.contains("psql")) }
    }
}
