import Logging

/// The keys of this module's log metadata.
enum MetadataKey: String {
    case controller
    case epoch
    case error
    case holder
    case key
    case lease
    case reason
    case retryIn = "retry_in"
}

extension Logger {
    /// Reads or writes this logger's own metadata by one of our keys.
    subscript(_ key: MetadataKey) -> Metadata.Value? {
        get { self[metadataKey: key.rawValue] }
        set { self[metadataKey: key.rawValue] = newValue }
    }
}

extension Logger.Metadata {
    /// Metadata from our own keys.
    init(_ pairs: [MetadataKey: Logger.MetadataValue]) {
        self.init(uniqueKeysWithValues: pairs.map { ($0.key.rawValue, $0.value) })
    }
}
