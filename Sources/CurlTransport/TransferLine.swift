/// The way from one exchange back to the pump.
struct TransferLine: Sendable {
    let number: UInt64
    let place: RequestPlace
    let inbox: Inbox

    /// Hands the request to the pump; a transport that is shut down fails the sink instead.
    func start(_ request: HTTPRequest, _ sink: any TransferSink) {
        guard let refusal = inbox.post(.start(number: number, request, place, sink)) else { return }
        sink.finish(CurlError(.shutDown, "\(place): \(refusal)"))
    }

    /// A refusal of these two means that the transfer has ended with the pump.
    func unpause() {
        _ = inbox.post(.unpause(number))
    }

    func cancel() {
        _ = inbox.post(.cancel(number))
    }
}
