/// What other threads ask of the pump.
///
/// Unknown numbers are ignored: the transfer has ended meanwhile.
enum Command: Sendable {
    case start(number: UInt64, HTTPRequest, RequestPlace, any TransferSink)
    case unpause(UInt64)
    case cancel(UInt64)
    case stop
}
