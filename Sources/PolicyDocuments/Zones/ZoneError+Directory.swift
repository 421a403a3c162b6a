import HemoStatCore

extension ZoneError {
    static func invalidName(_ zone: String) -> ZoneError {
        let message = "expected the name of a time zone such as Europe/Berlin, found \(Diagnostic.quote(zone))"
        return ZoneError(zone: zone, code: .invalidName, message: message)
    }

    static func unknown(_ zone: String) -> ZoneError {
        ZoneError(zone: zone, code: .unknown, message: "unknown time zone \(Diagnostic.quote(zone))")
    }

    static func missingDatabase(_ zone: String, _ root: String) -> ZoneError {
        let message =
            "time zone \(Diagnostic.quote(zone)) cannot be looked up: there are no time zones in \(root); "
            + "install the package tzdata (apt-get install tzdata) or set TZDIR"
        return ZoneError(zone: zone, code: .missingDatabase, message: message)
    }

    static func unreadable(_ zone: String, _ reason: String) -> ZoneError {
        let message = "time zone \(Diagnostic.quote(zone)) cannot be read: \(reason)"
        return ZoneError(zone: zone, code: .unreadable, message: message)
    }

    /// With "did you mean" when a known zone is near: the same city first (`Berlin`), then the same letters but for a few.
    func suggesting(among names: [String]) -> ZoneError {
        let asked = String(zone.map { $0 == " " ? "_" : $0 }).lowercased()
        // Offsets by name count westwards: `Etc/GMT+2` is two hours west of Greenwich, which nobody means.
        let named = names.filter { !$0.contains("GMT+") && !$0.contains("GMT-") }
        let city = named.first { $0.lowercased().hasSuffix("/\(asked)") }
        guard let near = city ?? Suggestion.nearest(to: asked, among: named) else {
            guard code == .unknown else { return self }
            return ZoneError(zone: zone, code: code, message: "\(message), expected a name such as Europe/Berlin")
        }
        return ZoneError(zone: zone, code: code, message: "\(message); did you mean \"\(near)\"?")
    }
}
