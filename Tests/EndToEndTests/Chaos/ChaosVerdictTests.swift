import Testing

/// The judge of the chaos suite must be able to find fault.
@Suite("chaos verdict")
struct ChaosVerdictTests {
    private static let second: Int64 = 1_000_000

    /// A history without fault: r1 acts twice in its tenure, then r2 in its own.
    private struct History {
        var calls = [call("r1", at: 10), call("r1", at: 20), call("r2", at: 50)]
        var record = ChaosWitness.Record()
        var restarts: [Int64] = [11, 21, 51]

        init() {
            record.holders = ["a": [1: ["r1"], 2: ["r2"]]]
            record.ledgerKeys = ["c": "key"]
            record.ledgers = ["key": ["e1/1": 10 * second, "e1/2": 20 * second, "e2/1": 50 * second]]
            for (id, epoch) in [("e1/1", 1), ("e1/2", 1), ("e2/1", 2)] { note(id, epoch: Int64(epoch)) }
        }

        mutating func note(_ id: String, epoch: Int64) {
            record.intents[id] = ChaosWitness.Intent(id: id, episode: "", container: "c", epoch: epoch)
        }

        func findings() -> [String] {
            let times = restarts.map { $0 * second * 1_000 }
            return ChaosVerdict(calls: calls, record: record, restarts: ["c": times], names: ["c": "a/c"], slow: [])
                .findings()
        }
    }

    private static func call(_ replica: String, at seconds: Int64, path: String = "/containers/c/restart") -> ChaosCall
    {
        ChaosCall(replica: replica, host: "a", method: "POST", path: path, at: seconds * second * 1_000)
    }

    @Test("a history without fault is told as one")
    func clean() {
        let findings = History().findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test("a second action for an intent, and one without any, are found")
    func twice() {
        var twice = History()
        twice.calls.append(Self.call("r2", at: 52))
        #expect(twice.findings().contains { $0.contains("for intent e2/1, as r2 had") })
        var none = History()
        none.calls.insert(Self.call("r1", at: 5), at: 0)
        #expect(none.findings().contains { $0.contains("without an intent") })
    }

    @Test("an action in an epoch of somebody else is found, and so is one in an epoch that is over")
    func actors() {
        var foreign = History()
        foreign.calls[2] = Self.call("r1", at: 50)
        #expect(foreign.findings().contains { $0.contains("in epoch 2, which belongs to [\"r2\"]") })
        var late = History()
        late.record.ledgers["key"]?["e3/1"] = 60 * Self.second
        late.note("e3/1", epoch: 1)
        late.calls.append(Self.call("r1", at: 60))
        #expect(late.findings().contains { $0.contains("two actors on host a: r2 in epoch 2") })
    }

    @Test("an action inside a cooldown and one over the budget are found")
    func limits() {
        var early = History()
        early.record.ledgers["key"]?["e3/1"] = 52 * Self.second
        #expect(early.findings().contains { $0.contains("ms after the episode before") })
        var many = History()
        for number in 3...5 { many.record.ledgers["key"]?["e1/\(number)"] = (20 + Int64(number)) * Self.second }
        #expect(many.findings().contains { $0.contains("the ledger has 4 actions") })
        var told = History()
        told.restarts = [11, 12, 13, 14]
        #expect(told.findings().contains { $0.contains("Docker tells of 4 actions") })
    }

    @Test("a restart that nobody asked for, and a request that no policy lists, are found")
    func strangers() {
        var own = History()
        own.restarts.append(70)
        #expect(own.findings().contains { $0.contains("that nobody asked for") })
        var stop = History()
        stop.calls[0] = Self.call("r1", at: 10, path: "/containers/c/stop")
        #expect(stop.findings().contains { $0.contains("POST /containers/c/stop") })
    }

    @Test("a seed gives the same injections in the same order, and all seeds together all faults")
    func plans() {
        for seed in UInt64(0)..<200 {
            let (one, other) = (ChaosPlan(seed: seed), ChaosPlan(seed: seed))
            #expect(one.description == other.description)
        }
        let faults = Set((UInt64(1)...8).flatMap { ChaosPlan(seed: $0).faults })
        #expect(faults == Set(ChaosPlan.Fault.allCases))
        let different = Set((UInt64(0)..<200).map { ChaosPlan(seed: $0).description })
        #expect(different.count == 200)
        let said = (UInt64(0)..<200).flatMap { ChaosPlan(seed: $0).steps.map(\.injection.description) }
        for host in ChaosHost.names {
            for kind in ChaosPatient.Kind.allCases { #expect(said.contains("break \(host)/\(kind)")) }
            for verb in ["kill -9", "freeze", "partition"] { #expect(said.contains("\(verb) the leader of \(host)")) }
        }
    }
}
