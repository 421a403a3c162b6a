/// Whether the shared connection of a client is up.
package enum RedisConnectionState: Sendable, Equatable {
    case connected
    /// There is no connection, for this reason; commands fail at once.
    case disconnected(RedisError)

    package var isConnected: Bool { self == .connected }
}
