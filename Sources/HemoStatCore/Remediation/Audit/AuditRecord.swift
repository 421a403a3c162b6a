/// One line of a host's audit log: what was done or denied, why, and under whose lease.
///
/// It never holds secrets: messages are those of gates and of Docker, actions are shown as the policy lists them.
package struct AuditRecord: Sendable, Equatable, Codable {
    /// From 1 on, without a gap; given by the chain.
    package internal(set) var sequence: Int64
    /// Shared time.
    package var at: Timestamp
    package var host: String
    package var container: String
    package var containerID: String
    /// As the policy lists it: `restart`, `exec nginx -s reload`.
    package var action: String
    /// One word, such as `intended` or `denied`.
    package var outcome: String
    /// Docker's own words, or the gate's.
    package var message: String?
    /// The gate that denied.
    package var gate: String?
    package var policy: String?
    package var policyGeneration: Int64?
    /// Index in the policy's ladder.
    package var step: Int?
    package var episode: String?
    package var intent: String?
    /// The person who approved or asked, where one did.
    package var actor: String?
    package var leaseHolder: String?
    package var leaseEpoch: Int64?
    /// The hash of the entry before; nil for the first.
    package internal(set) var previous: String?
    /// When the entry before was written: what retention has removed can be told from what somebody has.
    package internal(set) var previousAt: Timestamp?

    package init(
        at: Timestamp,
        host: String,
        container: String,
        containerID: String,
        action: String,
        outcome: String,
        message: String? = nil
    ) {
        sequence = 0
        self.at = at
        self.host = host
        self.container = container
        self.containerID = containerID
        self.action = action
        self.outcome = outcome
        self.message = message
    }
}
