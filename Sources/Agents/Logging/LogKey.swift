package import Logging

/// The names of facts in log lines, spelled once.
///
/// Messages are constant; what varies stands under one of these.
package enum LogKey: String, Sendable {
    case action
    case address
    case agent
    case channel
    case cause
    case confidence
    case container
    case count
    case endpoint
    case epoch
    case episode
    case error
    case generation
    case host
    case identity
    case path
    case phase
    case policy
    case reason
    case retryIn = "retry_in"
    case stage
    case stream
    case version
}

extension Logger.Metadata {
    package init(_ facts: [LogKey: Logger.MetadataValue]) {
        self = Dictionary(uniqueKeysWithValues: facts.map { ($0.key.rawValue, $0.value) })
    }
}

extension Logger {
    package subscript(key: LogKey) -> MetadataValue? {
        get { self[metadataKey: key.rawValue] }
        set { self[metadataKey: key.rawValue] = newValue }
    }
}
