/// The caps and deadlines of one client: nothing is read from an engine without one of these.
package struct DockerLimits: Sendable {
    /// Time to connect.
    package var connectTimeout: Duration = .seconds(5)
    /// Time for a whole answer of a reading call.
    package var callTimeout: Duration = .seconds(30)
    /// Time until a stream's response head; the stream itself has no end.
    package var headTimeout: Duration = .seconds(15)
    /// Bytes of a container list (a row is about 2 KiB).
    package var listBytes = 64 << 20
    /// Bytes of any other document.
    package var documentBytes = 4 << 20
    /// Bytes of one line of a stream.
    package var lineBytes = 1 << 20
    /// Bytes of an error's body.
    package var errorBytes = 64 << 10
    /// Bytes read of a log before the tail is cut short.
    package var logReadBytes = 16 << 20

    package init() {}
}
