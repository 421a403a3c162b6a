/// A command made ready in a container (the answer of `POST /containers/{id}/exec`).
struct ExecSession: Decodable {
    let id: String

    /// The id goes into a path: one that may not does not decode.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        guard ContainerReference.isValid(id) else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "no id of a command")
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}
