/// The beginning or end of a time in which a keeper holds its lease.
package enum LeaseChange: Sendable, Equatable {
    case acquired(epoch: Int64)
    case lost(epoch: Int64, reason: LeaseLoss)
}
