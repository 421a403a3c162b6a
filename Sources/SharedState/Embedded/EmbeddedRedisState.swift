/// What the supervision of the private Redis saw last.
package enum EmbeddedRedisState: Sendable, Equatable {
    case serving
    /// It ended and is being started again.
    case restarting
    /// It is up and loads its data.
    case loading
    /// It is there but does not answer; it is left alone.
    case silent
    /// Something else answers on the socket.
    case foreign
    /// It was asked to end.
    case stopped
}
