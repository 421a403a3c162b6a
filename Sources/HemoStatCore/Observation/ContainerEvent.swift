/// One of Docker's container events, reduced to what decisions look at.
package struct ContainerEvent: Sendable, Equatable {
    package var action: Action
    package var at: Timestamp

    package init(action: Action, at: Timestamp) {
        self.action = action
        self.at = at
    }

    package enum Action: Sendable, Equatable {
        case start
        case die(exitCode: Int)
        case stop
        /// Somebody asked for a signal to be sent; the number, nil when Docker did not tell it.
        case kill(signal: Int?)
        case oom
        case pause
        case unpause
        /// It has another name now: it is put aside, or being replaced.
        case rename
        case destroy
        /// Any other: a reason to look again.
        case other
    }
}
