/// How a client behaves beyond its endpoint.
package struct RedisOptions: Sendable {
    /// What `CLIENT LIST` shows for the connections; without spaces.
    ///
    /// Connections beside the shared one add a suffix.
    package var clientName = "hemostat"
    /// Until a connection is up, TLS and login included.
    package var connectTimeout = Duration.seconds(5)
    /// Until a command's reply, unless the call says otherwise.
    package var commandDeadline = Duration.seconds(2)
    package var backoff = ReconnectBackoff()
    package var limits = RESPLimits()
    /// Whether this is the operator's private Redis, whose restart is no change of primary.
    package var isPrivate = false

    package init() {}
}
