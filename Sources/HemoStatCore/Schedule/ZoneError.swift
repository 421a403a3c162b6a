/// Why there are no rules for a time zone.
package struct ZoneError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// No name of a zone at all: empty, too long, absolute, or with characters no zone has.
        case invalidName = "InvalidZoneName"
        /// The database has no such zone.
        case unknown = "UnknownZone"
        /// There is no database.
        case missingDatabase = "MissingZoneDatabase"
        /// The file is there, but cannot be read.
        case unreadable = "UnreadableZone"
        /// The file was read, but is no TZif data that can be used.
        case malformed = "MalformedZone"
    }

    package let zone: String
    package let code: Code
    /// Lower-case sentence that names the zone and says what to do.
    package let message: String

    package init(zone: String, code: Code, message: String) {
        self.zone = zone
        self.code = code
        self.message = message
    }

    package var description: String { message }

    static func malformed(_ zone: String, _ reason: String) -> ZoneError {
        let message = "the data of time zone \(Diagnostic.quote(zone)) cannot be used: \(reason)"
        return ZoneError(zone: zone, code: .malformed, message: message)
    }
}
