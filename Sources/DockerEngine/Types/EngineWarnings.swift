/// What an engine says about a change it made (`Warnings`), a line each.
struct EngineWarnings: Decodable, Sendable {
    let lines: [String]

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        lines = fields.list(of: String.self, .warnings).map { EngineText.singleLine($0, limit: 300) }
    }

    private enum CodingKeys: String, CodingKey {
        case warnings = "Warnings"
    }
}
