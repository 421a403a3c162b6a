/// The name of every key, stream and channel, spelled once.
///
/// Other tools read some of them: names never change.
package enum RedisKeys {
    // Ours alone.
    package static func episodes(host: String) -> String { "hemostat:episodes:\(host)" }
    package static func lease(_ name: String) -> String { "hemostat:lease:\(name)" }
    package static func leaseEpoch(_ name: String) -> String { "hemostat:lease-epoch:\(name)" }
    /// The channel on which released leases are announced.
    package static let leaseReleases = "hemostat:lease-releases"
    /// Which life of which server was the primary when a lease was last asked for.
    package static let primary = "hemostat:primary"
    /// There while the primary is so new that nobody acts.
    package static let primaryIsNew = "hemostat:primary-new"
    package static func ledger(host: String, key: String) -> String { "hemostat:ledger:\(host):\(key)" }
    /// When actions were found not to have helped: what the circuit breaker counts.
    package static func ineffective(host: String, key: String) -> String {
        "hemostat:ledger-ineffective:\(host):\(key)"
    }
    package static func lastEffective(host: String, key: String) -> String {
        "hemostat:ledger-effective:\(host):\(key)"
    }
    package static func episodeEnd(host: String, key: String) -> String { "hemostat:ledger-end:\(host):\(key)" }
    package static func openIntent(host: String, key: String) -> String { "hemostat:intent:\(host):\(key)" }
    /// Open remediations of a disruption group, each with the instant it counts no more.
    package static func disruption(group: String) -> String { "hemostat:disruption:\(group)" }
    /// What was done on a host, each entry with the hash of the one before; a stream.
    package static func auditLog(host: String) -> String { "hemostat:audit-log:\(host)" }
    /// What was denied there, apart from it, and a chain of its own.
    package static func denialLog(host: String) -> String { "hemostat:denial-log:\(host)" }
    /// The last hash of either.
    package static func auditHead(host: String) -> String { "hemostat:audit-head:\(host)" }
    package static func denialHead(host: String) -> String { "hemostat:denial-head:\(host)" }
    /// What was recorded of a container before an action destroyed it.
    package static func evidence(intent: String) -> String { "hemostat:evidence:\(intent)" }
    /// People's answers to steps that wait for approval, by episode.
    package static func approvals(host: String) -> String { "hemostat:approvals:\(host)" }
    /// People's word that actions go on, by incident or episode.
    package static func resumptions(host: String) -> String { "hemostat:resumptions:\(host)" }
    /// How many containers are in trouble while they are many: alerts of single ones wait a little.
    package static func brewing(host: String) -> String { "hemostat:brewing:\(host)" }
    package static func incidents(host: String) -> String { "hemostat:incidents:\(host)" }
    /// Replicas that live, each with the instant it has to be heard of again.
    package static let members = "hemostat:members"
    /// What each of them tells of itself.
    package static let memberFacts = "hemostat:member-facts"
    /// Entries of streams that were handled in vain too often.
    package static let deadEntries = "hemostat:dead-entries"
    /// Resources of a kind, by name.
    package static func resources(_ plural: String) -> String { "hemostat:resources:\(plural)" }
    /// The engine each host name stands for.
    package static let hostIdentities = "hemostat:host-identities"
    /// Replicas that reach another engine under a name.
    package static let hostMismatches = "hemostat:host-mismatches"
    package static let hosts = "hemostat:hosts"
    package static let policies = "hemostat:resources:healthpolicies"
    /// Grows with every change of any resource.
    package static let resourcesVersion = "hemostat:resources:version"
    package static let policySource = "hemostat:source:directory"
    package static func alertSent(_ identity: String) -> String { "hemostat:alert-sent:\(identity)" }
    /// An episode whose trouble people were told of as part of an incident.
    package static func alertCovered(_ episode: String) -> String { "hemostat:alert-covered:\(episode)" }
    package static let deadAlerts = "hemostat:alerts:dead"

    /// One channel, mirrored from the stream of the same name.
    package static func channel(_ name: ChannelName) -> String { "hemostat:\(name.rawValue)" }
    package static func stream(_ name: ChannelName) -> String { "hemostat:stream:\(name.rawValue)" }
    /// Remediation requests of one host, read by the holder of its lease only.
    package static func responderStream(host: String) -> String { "hemostat:stream:remediation_needed:\(host)" }
    package static let transitions = "hemostat:stream:transitions"

    // Read by other tools (pipeline contract of the Python HemoStat).
    package static func state(_ name: String) -> String { "hemostat:state:\(name)" }
    package static func events(_ type: String) -> String { "hemostat:events:\(type)" }
    package static func audit(_ name: String) -> String { "hemostat:audit:\(name)" }
    /// Denials, apart from actions so that they never push these out.
    package static func denials(_ name: String) -> String { "hemostat:audit-denials:\(name)" }
}
