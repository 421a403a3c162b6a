/// Something that happened to a container (a line of `GET /events`).
package struct EngineEvent: Sendable, Hashable, Decodable {
    package let action: ContainerAction
    package let containerID: String
    /// Nanoseconds since 1970, by the engine's clock; events of one engine may share one.
    package let timeNano: Int64
    /// The event's own attributes and the container's labels, mixed by Docker.
    package let attributes: [String: String]
    /// What a `healthStatus` event says; `nil` for a word that is not known.
    ///
    /// Podman 4 reports the status before the check that caused the event: inspect tells the present one.
    package let health: HealthStatus?

    package var name: String { attributes["name"] ?? "" }
    package var image: String { attributes["image"] ?? "" }
    /// For `die`.
    package var exitCode: Int? { (attributes["exitCode"] ?? attributes["containerExitCode"]).flatMap { Int($0) } }
    /// For `kill`: a number (Docker) or a name.
    package var signal: String? { attributes["signal"] }
    /// For `rename`: the name before, without the leading slash.
    package var oldName: String? {
        attributes["oldName"].map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
    }

    /// The event in a line, `nil` for one of another kind; throws for a line that is no event.
    static func parse(_ line: [UInt8]) throws -> EngineEvent? {
        // json-seq (RFC 7464) puts a record separator in front.
        let document = line.first == 0x1E ? Array(line.dropFirst()) : line
        do {
            return try EngineJSON.decode(EngineEvent.self, from: document)
        } catch is NotAContainerEvent {
            return nil
        }
    }

    /// Throws `NotAContainerEvent` for an event of another type or action.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        guard let word = fields.text(.action) ?? fields.text(.status) else {
            throw DecodingError.dataCorruptedError(forKey: .action, in: fields, debugDescription: "no action")
        }
        guard (fields.text(.type) ?? "container") == "container", let action = ContainerAction(engineWord: word) else {
            throw NotAContainerEvent()
        }
        let actor = fields.object(Actor.self, .actor)
        guard let id = actor?.id ?? fields.text(.id), !id.isEmpty,
            let time = fields.integer(.timeNano)
                ?? fields.integer(.time).map({ $0.multipliedSaturating(1_000_000_000) })
        else {
            throw DecodingError.dataCorruptedError(forKey: .actor, in: fields, debugDescription: "no actor or no time")
        }
        self.action = action
        containerID = id
        timeNano = time
        attributes = actor?.attributes ?? [:]
        health = action == .healthStatus ? Self.health(word: word, fallback: fields.text(.health)) : nil
    }

    private static func health(word: String, fallback: String?) -> HealthStatus? {
        guard let colon = word.firstIndex(of: ":") else { return fallback.flatMap { HealthStatus(engineWord: $0) } }
        return HealthStatus(engineWord: String(word[word.index(after: colon)...].drop { $0 == " " }))
    }

    /// An event of another type, or an action that was not asked for.
    private struct NotAContainerEvent: Error {}

    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case action = "Action"
        case actor = "Actor"
        case timeNano
        case time
        // Until API 1.52, and Podman.
        case status
        case id
        // Podman, which puts the health status beside the action.
        case health = "HealthStatus"
    }

    private struct Actor: Decodable {
        let id: String?
        let attributes: [String: String]

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = fields.text(.id)
            attributes = fields.dictionary(of: String.self, .attributes)
        }

        enum CodingKeys: String, CodingKey {
            case id = "ID"
            case attributes = "Attributes"
        }
    }
}

extension Int64 {
    fileprivate func multipliedSaturating(_ factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? (self < 0 ? .min : .max) : product
    }
}
