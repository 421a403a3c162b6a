/// What a reconcile that did not throw wants next for its key.
///
/// A thrown error means: again, after a growing wait.
package enum ReconcileResult: Sendable, Equatable {
    /// Nothing until somebody adds the key.
    case done

    /// Another look after this time, or earlier when somebody adds the key.
    case after(Duration)
}
