import TestSupport

@testable import HemoStatCore

/// The machine's own time zone files.
enum ZoneData {
    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String { "cannot read \(path): install the Debian package tzdata, these tests need it" }
    }

    /// - Throws: `Missing`, which says what to install.
    static func bytes(_ zone: String) throws -> [UInt8] {
        let path = "/usr/share/zoneinfo/\(zone)"
        guard let bytes = try? Files.bytes(of: path) else { throw Missing(path: path) }
        return bytes
    }

    static func rules(_ zone: String) throws -> ZoneRules { try ZoneRules(name: zone, tzif: try bytes(zone)) }
}
