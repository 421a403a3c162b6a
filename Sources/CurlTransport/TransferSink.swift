/// Who receives what a transfer yields.
///
/// All functions are called on the pump thread, in this order: a head, any number of chunks, one finish; the finish may
/// come at any time. No call may block.
protocol TransferSink: AnyObject, Sendable {
    /// False when nobody waits any more: a transfer not yet started is then left out.
    var isWanted: Bool { get }

    /// Whether the exchange may stay open for long.
    var isStream: Bool { get }

    func receive(_ head: ResponseHead)
    func receive(_ chunk: UnsafeRawBufferPointer) -> SinkVerdict
    /// How long connecting took (zero over a kept connection); comes just before a good finish.
    func receive(connectTime: Duration)
    /// Nil means the response is complete.
    func finish(_ failure: CurlError?)
}

extension TransferSink {
    /// Most sinks don't care.
    func receive(connectTime: Duration) {}
}
