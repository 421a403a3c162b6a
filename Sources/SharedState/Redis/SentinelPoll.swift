import NIOCore
import Synchronization

/// One poll of the Sentinels, on its way.
final class SentinelPoll: Sendable {
    private let name: String
    private let ballot: Mutex<SentinelBallot>
    private let promise: EventLoopPromise<RedisSentinels.Server>

    init(_ sentinels: RedisSentinels, _ promise: EventLoopPromise<RedisSentinels.Server>) {
        name = sentinels.primary
        ballot = Mutex(SentinelBallot(voters: sentinels.servers.count))
        self.promise = promise
    }

    func take(_ result: Result<RedisSentinels.Server, any Error>, from server: RedisSentinels.Server) {
        let decision = ballot.withLock { ballot in
            switch result {
            case .success(let primary): ballot.vote(for: primary)
            case .failure(let error): ballot.abstain("\(server): \(RedisError.reason(for: error))")
            }
        }
        switch decision {
        case nil: break
        case .primary(let primary): promise.succeed(primary)
        case .unknown(let reasons):
            let text = "no sentinel tells where \(name) is (\(reasons.joined(separator: "; ").prefix(1000)))"
            promise.fail(RedisError(.connectFailed, text))
        }
    }
}
