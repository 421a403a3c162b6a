import Testing

@testable import SharedState

@Suite struct SentinelBallotTests {
    private let a = RedisSentinels.Server(host: "a", port: 1)
    private let b = RedisSentinels.Server(host: "b", port: 1)

    @Test("more than half decide at once, and only once")
    func majority() {
        var ballot = SentinelBallot(voters: 3)
        let first = ballot.vote(for: a)
        let second = ballot.vote(for: a)
        let late = ballot.vote(for: b)
        #expect(first == nil && second == .primary(a) && late == nil)
    }

    @Test("one that was cut off does not have its way")
    func stale() {
        var ballot = SentinelBallot(voters: 3)
        let answers = [ballot.vote(for: a), ballot.vote(for: b), ballot.vote(for: b)]
        #expect(answers == [nil, nil, .primary(b)])
    }

    @Test("without a majority most of those that answered decide when all have")
    func plurality() {
        var ballot = SentinelBallot(voters: 5)
        let answers = [
            ballot.abstain("x"), ballot.vote(for: b), ballot.abstain("y"), ballot.vote(for: a), ballot.vote(for: a),
        ]
        #expect(answers == [nil, nil, nil, nil, .primary(a)])
    }

    @Test("when nobody knows, everybody's reason is told")
    func nobody() {
        var ballot = SentinelBallot(voters: 2)
        let answers = [ballot.abstain("x"), ballot.abstain("y")]
        #expect(answers == [nil, .unknown(["x", "y"])])
    }
}
