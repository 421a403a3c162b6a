/// The time zones that are known, by name: what the edge has read for whoever decides.
///
/// `UTC` always is.
package struct ZoneTable: Sendable, Equatable {
    private var zones: [String: ZoneRules] = [:]

    package init() {}

    package init(_ zones: some Sequence<ZoneRules>) {
        for zone in zones { insert(zone) }
    }

    /// Replaces the zone of that name.
    package mutating func insert(_ zone: ZoneRules) { zones[zone.name] = zone }

    package subscript(name: String) -> ZoneRules? { zones[name] ?? (name == ZoneRules.utc.name ? .utc : nil) }
}
