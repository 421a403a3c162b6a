/// What a changing call did.
package enum ActionOutcome: String, Sendable, Hashable {
    /// The engine did it.
    case done
    /// 304: the container already was as asked, nothing was done.
    case notModified
}
