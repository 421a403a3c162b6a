/// A container that was made and does not run yet.
package struct CreatedContainer: Sendable, Hashable {
    /// The full id.
    package let id: String
    /// What the engine left out or did otherwise, for people; empty as a rule.
    package let warnings: [String]
    /// The networks it is still to be connected to, in this order, before it starts.
    package let unconnected: [ContainerBlueprint.Attachment]

    /// The answer of `POST /containers/create`.
    struct Answer: Decodable, Sendable {
        let id: String
        let warnings: [String]

        /// Without an id there is nothing to start: such an answer does not decode.
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = try fields.decode(String.self, forKey: .id)
            warnings = fields.list(of: String.self, .warnings).map { EngineText.singleLine($0, limit: 300) }
            guard ContainerReference.isWholeID(id) else {
                throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "no container's id")
            }
        }

        private enum CodingKeys: String, CodingKey {
            case id = "Id"
            case warnings = "Warnings"
        }
    }
}
