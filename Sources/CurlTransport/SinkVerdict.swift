/// What a sink did with a chunk.
enum SinkVerdict: Sendable, Equatable {
    case taken
    /// Nothing was taken; the chunk comes again once the sink has asked to unpause.
    case pause
    /// The response is larger than this many bytes.
    case tooLarge(Int)
    /// Nobody reads any more.
    case unwanted
}
