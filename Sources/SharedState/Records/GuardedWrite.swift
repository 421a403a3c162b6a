/// Several Redis commands that run together, and only if every guard holds: one script call.
///
/// The guards repeat comparisons of the Core with the limits passed in; they decide nothing of their own.
package struct GuardedWrite: Sendable {
    package var lease: LeaseGuard?
    package var revision: RevisionGuard?
    package var intent: IntentGuard?
    package var audit: AuditGuard?
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
        package var breaker: BreakerGuard?
        package var disruption: DisruptionGuard?
        /// How long the ledger is remembered: longer than any window of the policy.
        package var ledgerMilliseconds: Int64

        package init(
            host: String,
            ledgerKey: String,
            id: String,
            now: Int64,
            budgetActions: Int,
            budgetWindowStart: Int64,
            cooldownThreshold: Int64?,
            openMilliseconds: Int64 = 3_600_000,
            breaker: BreakerGuard? = nil,
            disruption: DisruptionGuard? = nil,
            ledgerMilliseconds: Int64 = GuardedWrite.usualLedgerMilliseconds
        ) {
            self.host = host
            self.ledgerKey = ledgerKey
            self.id = id
            self.now = now
            self.budgetActions = budgetActions
            self.budgetWindowStart = budgetWindowStart
            self.cooldownThreshold = cooldownThreshold
            self.openMilliseconds = openMilliseconds
            self.breaker = breaker
            self.disruption = disruption
            self.ledgerMilliseconds = ledgerMilliseconds
        }
    }

    /// Thirty days: longer where a policy looks further back.
    package static let usualLedgerMilliseconds: Int64 = 2_592_000_000

    /// Not so many actions in vain that the circuit is open.
    package struct BreakerGuard: Sendable {
        package var failures: Int
        /// Judgements at or before this instant do not count; nor do those before the last action that helped.
        package var windowStart: Int64
        /// The circuit is half open when the last action in vain was judged at or before this instant.
        package var halfOpenThreshold: Int64

        package init(failures: Int, windowStart: Int64, halfOpenThreshold: Int64) {
            self.failures = failures
            self.windowStart = windowStart
            self.halfOpenThreshold = halfOpenThreshold
        }
    }

    /// Room for one more open remediation in the target's group, over all hosts.
    package struct DisruptionGuard: Sendable {
        /// The group's name.
        package var group: String
        /// `host/container ID`: of a container there is one open remediation.
        package var member: String
        package var maximum: Int
        /// After this instant it counts no more, even if its episode got lost.
        package var until: Int64

        package init(group: String, member: String, maximum: Int, until: Int64) {
            self.group = group
            self.member = member
            self.maximum = maximum
            self.until = until
        }
    }

    /// The hash chain still ends where the new entry begins.
    package struct AuditGuard: Sendable {
        /// The key of the chain's last hash.
        package var headKey: String
        /// Empty: there is no entry yet.
        package var expected: String
        package var next: String

        package init(headKey: String, expected: String, next: String) {
            self.headKey = headKey
            self.expected = expected
            self.next = next
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
        case breaker
        case disruption
        /// Somebody else wrote to the audit log first: chain the entry anew.
        case auditMoved = "audit-moved"
    }
}
