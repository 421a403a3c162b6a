import NIOCore

/// The event loop's side of one connection: writes requests, matches replies to them in order, keeps their deadlines.
///
/// Belongs to its event loop: every method is called there. The first thing that goes wrong ends the connection
/// (``end(_:reason:)``), because replies could not be matched any more.
final class RedisChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A request on the wire.
    private struct Pending {
        let request: RedisRequest
        var replies: [RESPValue] = []
    }

    let inbox = RedisInbox()
    /// Called for messages of subscribed channels, which answer no request.
    var onMessage: ((RESPValue) -> Void)?
    /// Called once when the connection has ended.
    var onEnd: ((RedisError) -> Void)?
    /// Why the connection ended, as a clause; nil while it lives.
    private(set) var endReason: String?

    /// The address, for errors.
    private let place: String
    private var decoder: RESPDecoder
    private var pending = CircularBuffer<Pending>()
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?
    private var timerDeadline = NIODeadline.distantFuture
    /// An error reply to a request that is not fully answered: when the server then closes, it is the reason.
    private var lastErrorReply: RESPErrorReply?

    init(place: String, limits: RESPLimits) {
        self.place = place
        self.decoder = RESPDecoder(limits: limits)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.connectionLost, reason: "closed")
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard endReason == nil else { return }
        decoder.feed(unwrapInboundIn(data))
        do {
            while endReason == nil, let reply = try decoder.next() { accept(reply) }
        } catch {
            end(.connectionLost, reason: RedisError.reason(for: error))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.connectionLost, reason: lastErrorReply.map { "\($0.message.prefix(160))" } ?? "closed by the server")
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.connectionLost, reason: RedisError.reason(for: error))
    }

    /// Writes what the inbox holds, in one flush.
    func drain() {
        guard let context, endReason == nil else { return }
        for request in inbox.takeAll() {
            pending.append(Pending(request: request))
            watch(request.deadline)
            context.write(wrapOutboundOut(request.bytes), promise: nil)
        }
        context.flush()
    }

    private func accept(_ reply: RESPValue) {
        if let onMessage, Self.isMessage(reply) { return onMessage(reply) }
        guard !pending.isEmpty else {
            // Redis speaks first only to refuse: too many clients, protected mode.
            if case .error(let error) = reply { lastErrorReply = error }
            return end(.connectionLost, reason: lastErrorReply?.message ?? "the server sent a reply nobody asked for")
        }
        if case .error(let error) = reply { lastErrorReply = error }
        let first = pending.startIndex
        pending[first].replies.append(reply)
        guard pending[first].replies.count == pending[first].request.replyCount else { return }
        lastErrorReply = nil
        let done = pending.removeFirst()
        done.request.complete(.success(done.replies))
        if done.replies.contains(where: Self.namesNoPrimary) {
            end(.connectionLost, reason: "the server is not the primary any more")
        }
    }

    private static func namesNoPrimary(_ reply: RESPValue) -> Bool {
        guard case .error(let error) = reply else { return false }
        return error.namesNoPrimary
    }

    private static func isMessage(_ reply: RESPValue) -> Bool {
        guard case .array(let elements) = reply, case .bulk(let kind)? = elements.first else { return false }
        return kind.elementsEqual("message".utf8) || kind.elementsEqual("pmessage".utf8)
    }
}

// MARK: - Deadlines and the end

extension RedisChannelHandler {
    private func watch(_ deadline: NIODeadline) {
        guard let context, deadline < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = deadline
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.checkDeadlines() }
    }

    /// One timer serves all requests: it is not moved when one is answered, it looks again when it fires.
    private func checkDeadlines() {
        timer = nil
        timerDeadline = .distantFuture
        guard let earliest = pending.lazy.map(\.request.deadline).min() else { return }
        if earliest <= .now() {
            end(.timedOut, reason: "no reply within the deadline")
        } else {
            watch(earliest)
        }
    }

    /// Ends the connection: fails every request, tells the owner, closes the channel.
    ///
    /// Only the first call counts.
    func end(_ code: RedisError.Code, reason: String) {
        guard endReason == nil else { return }
        endReason = reason
        timer?.cancel()
        timer = nil
        let unsent = inbox.close(
            RedisError(.notConnected, "redis at \(place) is not connected: \(reason); nothing was sent")
        )
        let now = NIODeadline.now()
        let lost = pending
        pending = []
        for entry in lost {
            entry.request.complete(.failure(failure(of: entry.request, code, reason, now)))
        }
        for request in unsent {
            let text = "redis at \(place) is not connected: \(reason); \(request.subject) was not sent"
            request.complete(.failure(RedisError(.notConnected, text)))
        }
        onEnd?(RedisError(code, "the connection to redis at \(place) ended: \(reason)"))
        onEnd = nil
        onMessage = nil
        context?.close(promise: nil)
    }

    private func failure(
        of request: RedisRequest,
        _ code: RedisError.Code,
        _ reason: String,
        _ now: NIODeadline
    ) -> RedisError {
        // A request that is not yet overdue itself is lost with the connection that an overdue one ended.
        let own: RedisError.Code = code == .timedOut && request.deadline > now ? .connectionLost : code
        let verb = own == .timedOut ? "did not answer \(request.subject) in time" : "was lost during \(request.subject)"
        let text = "redis at \(place) \(verb) (\(reason)); it may have been executed"
        return RedisError(own, text, mayHaveExecuted: true)
    }
}
