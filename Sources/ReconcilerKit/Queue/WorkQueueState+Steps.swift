extension WorkQueueState {
    /// `waiter` must be resumed with `key`, which counts as handed out.
    struct Delivery: Sendable, Equatable {
        let key: Key
        let waiter: Waiter
    }

    /// What to do after an add with a delay.
    enum DelayedAdd: Sendable, Equatable {
        case nothing
        case deliver(Delivery)
        /// The delay ends before all others: the timer must look again.
        case rearmTimer
    }

    /// What to do after the timer fired.
    struct TimerStep: Sendable, Equatable {
        let deliveries: [Delivery]
        /// The next time to fire; nil while no key is delayed.
        let rearmAt: Duration?
    }

    /// The answer to a worker that asks for a key.
    enum NextStep: Sendable, Equatable {
        case take(Key)
        case wait
        case finish
    }

    /// What to do after a key was done.
    enum DoneStep: Sendable, Equatable {
        case nothing
        case deliver(Delivery)
        /// The last key in flight after shutdown: these drainers go on.
        case drained([Waiter])
    }
}
