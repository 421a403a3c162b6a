/// What Sentinels answered to the question who is the primary, until it is decided.
///
/// More than half of those configured decide at once; else most of those that answered when all have, the earliest
/// among equals. A Sentinel that was cut off and still names the old primary so rarely has its way; where it does,
/// no replica acknowledges what is written there.
struct SentinelBallot: Equatable {
    enum Decision: Equatable {
        case primary(RedisSentinels.Server)
        /// Nobody named one, for these reasons.
        case unknown([String])
    }

    private let voters: Int
    private var votes: [RedisSentinels.Server] = []
    private var reasons: [String] = []
    private var isDecided = false

    init(voters: Int) { self.voters = voters }

    /// Takes a vote; the decision, once.
    mutating func vote(for server: RedisSentinels.Server) -> Decision? {
        votes.append(server)
        return decide()
    }

    /// A Sentinel could not say.
    mutating func abstain(_ reason: String) -> Decision? {
        reasons.append(reason)
        return decide()
    }

    private mutating func decide() -> Decision? {
        guard !isDecided else { return nil }
        var leader: (server: RedisSentinels.Server, votes: Int)?
        for server in votes {
            let count = votes.count { $0 == server }
            if count > leader?.votes ?? 0 { leader = (server, count) }
        }
        if let leader, leader.votes * 2 > voters || votes.count + reasons.count == voters {
            isDecided = true
            return .primary(leader.server)
        }
        guard leader == nil, reasons.count == voters else { return nil }
        isDecided = true
        return .unknown(reasons)
    }
}
