/// One alert as it arrived at Slack: the parts of the message that say which it is.
struct SlackAlert: Decodable, Sendable, Hashable {
    /// The line people see first.
    let text: String
    /// The footer: which episode it is about.
    let episode: String
    /// Title and value of each field.
    let fields: [String: String]

    var phase: String { fields["Phase"] ?? "" }
    var actions: Int { fields["Actions"].flatMap { Int($0) } ?? -1 }

    /// What may be told once only: the same phase of the same episode, an action's success once for each action.
    var identity: String { phase == "Verifying" ? "\(episode) \(phase) \(actions)" : "\(episode) \(phase)" }

    init(from decoder: any Decoder) throws {
        let message = try decoder.container(keyedBy: Key.self)
        text = try message.decode(String.self, forKey: .text)
        var attachments = try message.nestedUnkeyedContainer(forKey: .attachments)
        let attachment = try attachments.nestedContainer(keyedBy: Key.self)
        episode = try attachment.decode(String.self, forKey: .footer)
        let pairs = try attachment.decode([Field].self, forKey: .fields)
        fields = Dictionary(pairs.map { ($0.title, $0.value) }) { first, _ in first }
    }

    private struct Field: Decodable {
        let title: String
        let value: String
    }

    private enum Key: String, CodingKey {
        case text
        case attachments
        case footer
        case fields
    }
}
