/// Several Redis commands that run together, and only if every guard holds: one script call.
///
/// The guards repeat comparisons of the Core with the limits passed in; they decide nothing of their own.
package struct GuardedWrite: Sendable {
    package var lease: LeaseGuard?
    package var revision: RevisionGuard?
    package var intent: IntentGuard?
    package private(set) var commands: [[any RESPArgument]] = []

    package init() {}

    package mutating func add(_ command: any RESPArgument...) { commands.append(command) }

    package mutating func add(_ command: [any RESPArgument]) { commands.append(command) }

    /// The writer still holds this lease, in this epoch.
    package struct LeaseGuard: Sendable {
        package var name: String
        package var holder: String
        package var epoch: Int64

        package init(name: String, holder: String, epoch: Int64) {
            self.name = name
            self.holder = holder
            self.epoch = epoch
        }
    }

    /// The episode is still the one that was read.
    package struct RevisionGuard: Sendable {
        package var host: String
        package var containerID: String
        /// 0: there is none yet.
        package var expected: Int64

        package init(host: String, containerID: String, expected: Int64) {
            self.host = host
            self.containerID = containerID
            self.expected = expected
        }
    }

    /// Nothing in the ledger speaks against one more action.
    package struct IntentGuard: Sendable {
        package var host: String
        package var ledgerKey: String
        package var id: String
        /// Microseconds of shared time.
        package var now: Int64
        package var budgetActions: Int
        /// Intents at or before this instant do not count.
        package var budgetWindowStart: Int64
        /// The last episode must have ended at or before this instant; nil inside an episode.
        package var cooldownThreshold: Int64?
        /// After so long without its outcome it blocks nothing any more, even if its episode got lost.
        package var openMilliseconds: Int64

        package init(
            host: String,
            ledgerKey: String,
            id: String,
            now: Int64,
            budgetActions: Int,
            budgetWindowStart: Int64,
            cooldownThreshold: Int64?,
            openMilliseconds: Int64 = 3_600_000
        ) {
            self.host = host
            self.ledgerKey = ledgerKey
            self.id = id
            self.now = now
            self.budgetActions = budgetActions
            self.budgetWindowStart = budgetWindowStart
            self.cooldownThreshold = cooldownThreshold
            self.openMilliseconds = openMilliseconds
        }
    }

    /// What came of it.
    ///
    /// Anything but `done` means that nothing at all was written.
    package enum Result: String, Sendable {
        case done
        /// Another holds the lease, or it is a later epoch.
        case fenced
        /// Somebody else wrote the episode first: read again, decide again.
        case conflict
        case intentOpen = "intent-open"
        case cooldown
        case budget
    }
}
