/// What is mounted into a container (`Mounts`).
package struct ContainerMount: Sendable, Hashable, Decodable {
    /// The kind: `bind`, `volume`, `tmpfs` or another.
    package let type: String
    /// The volume's name; empty for other types.
    package let name: String
    /// The path inside the container.
    package let destination: String

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        type = fields.text(.type) ?? ""
        name = fields.text(.name) ?? ""
        destination = fields.text(.destination) ?? ""
    }

    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case name = "Name"
        case destination = "Destination"
    }
}
