package import HemoStatCore

/// One alert as Slack shows it: a line for the notification, a coloured attachment with the facts.
///
/// Source: https://api.slack.com/messaging/webhooks and the legacy attachments reference.
package struct SlackMessage: Encodable, Sendable {
    var text: String
    var attachments: [Attachment]

    struct Attachment: Encodable, Sendable {
        var color: String
        var text: String
        var fields: [Field]
        var footer: String
    }

    struct Field: Encodable, Sendable {
        var title: String
        var value: String
        var short: Bool
    }

    package init(_ notice: TransitionNotice) {
        let name = Self.escaped(notice.container)
        let headline = Self.escaped(Self.headline(notice))
        text = "\(Self.icon(notice)) \(name) on \(Self.escaped(notice.host)): \(headline)"
        attachments = [
            Attachment(
                color: Self.color(notice),
                text: Self.escaped(notice.cause.map { "\($0) (\(notice.message))" } ?? notice.message),
                fields: Self.fields(notice).map { Field(title: $0.0, value: Self.escaped($0.1), short: true) },
                footer: "HemoStat \(Self.escaped(notice.episode))"
            )
        ]
    }

    /// An incident: what is in trouble together, and what it shares.
    package init(_ notice: IncidentNotice) {
        let incident = notice.incident
        let place = "\(Self.escaped(incident.host)) (\(Self.escaped(incident.scope.description)))"
        text =
            incident.isOpen
            ? ":rotating_light: incident on \(place): \(incident.diverged) of \(incident.enforced) containers in trouble;"
                + " actions are held" : ":white_check_mark: incident over on \(place): actions go on"
        attachments = [
            Attachment(
                color: incident.isOpen ? "danger" : "good",
                text: Self.escaped(incident.summary),
                fields: incident.candidates.map { candidate in
                    Field(
                        title: "Shared \(candidate.kind.rawValue)",
                        value: Self.escaped("\(candidate.name) (\(candidate.diverged) in trouble)"),
                        short: true
                    )
                },
                footer: "HemoStat incident \(Self.escaped(incident.id))"
            )
        ]
    }

    private static func headline(_ notice: TransitionNotice) -> String {
        switch notice.phase {
        case .firing: "not healthy"
        case .verifying: "\(notice.action ?? "action") done, waiting for proof"
        case .resolved:
            notice.actions > 0 ? "healthy again after \(notice.actions) action(s)" : "healthy again by itself"
        case .escalated: "needs a person (\(notice.reason ?? "escalated"))"
        case .awaitingApproval: "waits for approval"
        default: notice.phase.rawValue
        }
    }

    private static func fields(_ notice: TransitionNotice) -> [(String, String)] {
        [
            ("Policy", notice.policies.joined(separator: ", ")),
            ("Expectation", notice.expectations.joined(separator: ", ")),
            ("Severity", notice.severity.rawValue),
            ("Image", notice.image),
            ("Phase", notice.phase.rawValue),
            ("Actions", "\(notice.actions)"),
        ]
    }

    private static func icon(_ notice: TransitionNotice) -> String {
        switch notice.phase {
        case .resolved: ":white_check_mark:"
        case .escalated: ":rotating_light:"
        case .verifying: ":wrench:"
        default: ":warning:"
        }
    }

    private static func color(_ notice: TransitionNotice) -> String {
        switch notice.phase {
        case .resolved: "good"
        case .escalated: "danger"
        default: notice.severity == .critical ? "danger" : "warning"
        }
    }

    /// Slack reads `&`, `<` and `>` as markup: a container's name must not become a link or a mention.
    ///
    /// By scalars: with a combining mark behind it a `<` is another character, but not to Slack.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.prefix(1000).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
