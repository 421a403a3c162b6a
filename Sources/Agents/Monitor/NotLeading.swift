/// The host's lease is somebody else's: whatever was decided is not written.
struct NotLeading: Error, CustomStringConvertible {
    var host: String

    var description: String { "the lease of host \(host) is not held" }
}
