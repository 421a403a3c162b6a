/// How far a transfer that libcurl ended had come.
struct TransferProgress: Sendable, Equatable {
    /// Whether the TCP connection stood and the TLS handshake had begun (or nobody can tell).
    var hasBegunTLS = false
    /// Whether the request may have reached the peer.
    var mayHaveBeenSent = false
    /// `errno` of the last failed attempt to connect, 0 when there was none; nil where libcurl cannot be asked.
    var systemError: Int32?
}
