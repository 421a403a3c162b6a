@testable import HemoStatCore

extension Play {
    /// The play once for each expected field, which says otherwise in it.
    var contradicted: [(play: Play, moment: Int, field: String)] {
        twins(\.expect, of: Self.contradictions) { name, value in
            var moment = TestMoment(at: .zero)
            moment.expect = [name: value]
            return moment
        }
    }

    /// The play once for each field that is set, which is not set in it.
    var lessened: [(play: Play, field: String)] {
        twins(\.set, of: Self.omissions) { name, value in
            var moment = TestMoment(at: .zero)
            moment.set = [name: value]
            return moment
        }.map { ($0.play, $0.field) }
    }

    private func twins<Value>(
        _ part: KeyPath<TestMoment, [String: Value]?>,
        of changes: [(field: String, change: (inout Value) -> Bool)],
        _ moment: (String, Value) -> TestMoment
    ) -> [(play: Play, moment: Int, field: String)] {
        test.timeline.indices.flatMap { index in
            (test.timeline[index][keyPath: part] ?? [:]).flatMap { name, value in
                changes.compactMap { field, change in
                    var value = value
                    guard change(&value) else { return nil }
                    var play = self
                    play.test.timeline[index] = moment(name, value)
                    play.test.timeline[index].at = test.timeline[index].at
                    return (play, index, field)
                }
            }
        }
    }

    private static var contradictions: [(field: String, change: (inout TestExpectation) -> Bool)] {
        [
            contradiction("phase", \.phase, .diagnosed), contradiction("reason", \.reason, "Whim"),
            contradiction("action", \.action, "exec"), contradiction("actions", \.actions, 17),
            contradiction("policy", \.policy, "other"), contradiction("step", \.step, 9),
            contradiction("firing", \.firing, ["other"]), contradiction("state", \.state, .dead),
            contradiction("nextEligible", \.nextEligible, .seconds(1)),
        ]
    }

    private static func contradiction<Value>(
        _ field: String,
        _ path: WritableKeyPath<TestExpectation, Value?>,
        _ other: Value
    ) -> (field: String, change: (inout TestExpectation) -> Bool) {
        (
            field,
            { expectation in
                guard expectation[keyPath: path] != nil else { return false }
                expectation[keyPath: path] = other
                return true
            }
        )
    }

    private static var omissions: [(field: String, change: (inout TestChange) -> Bool)] {
        [
            omission("state", \.state), omission("health", \.health), omission("exitCode", \.exitCode),
            omission("oomKilled", \.oomKilled), omission("by", \.by), omission("image", \.image),
            omission("cpu", \.cpu),
            omission("cores", \.cores), omission("memory", \.memory), omission("memoryBytes", \.memoryBytes),
            omission("pids", \.pids), omission("network", \.network), omission("blockIO", \.blockIO),
            omission("restarts", \.restarts), omission("log", \.log), omission("probes", \.probes),
            omission("reachable", \.reachable), omission("removed", \.removed),
        ]
    }

    private static func omission<Value>(
        _ field: String,
        _ path: WritableKeyPath<TestChange, Value?>
    ) -> (field: String, change: (inout TestChange) -> Bool) {
        (
            field,
            { change in
                guard change[keyPath: path] != nil else { return false }
                change[keyPath: path] = nil
                return true
            }
        )
    }
}
