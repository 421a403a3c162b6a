/// The name of every key, stream and channel, spelled once.
///
/// Other tools read some of them: names never change.
package enum RedisKeys {
    // Ours alone.
    package static func episodes(host: String) -> String { "hemostat:episodes:\(host)" }
    package static func lease(_ name: String) -> String { "hemostat:lease:\(name)" }
    package static func leaseEpoch(_ name: String) -> String { "hemostat:lease-epoch:\(name)" }
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
    package static let hosts = "hemostat:hosts"
    package static let policies = "hemostat:resources:healthpolicies"
    package static let policySource = "hemostat:source:directory"
    package static func alertSent(_ identity: String) -> String { "hemostat:alert-sent:\(identity)" }
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
