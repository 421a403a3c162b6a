/// A row of the container list (`GET /containers/json`).
package struct ContainerSummary: Sendable, Hashable, Decodable {
    /// The full id of 64 hexadecimal digits.
    package let id: String
    /// Names without the leading slash; the first is the container's own.
    package let names: [String]
    /// The image as it was named at creation.
    package let image: String
    package let imageID: String
    /// Seconds since 1970.
    package let created: Int64
    /// `nil` for a word that is not known.
    package let status: ContainerStatus?
    /// For people: `Up 4 seconds (unhealthy)`.
    package let statusText: String
    package let labels: [String: String]
    /// What is mounted into it; empty where an engine does not say (Podman 4).
    package let mounts: [ContainerMount]

    /// The container's own name, or its id when it has none.
    package var name: String { names.first ?? id }

    /// A row without an id fails the whole list: a list that silently lacks a container would report it gone.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        let slashed = fields.list(of: String.self, .names)
        // Links add names such as "/web/db"; the own one has no further slash.
        names = slashed.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 }
            .filter { !$0.isEmpty && !$0.contains("/") }
        image = fields.text(.image) ?? ""
        imageID = fields.text(.imageID) ?? ""
        created = fields.integer(.created) ?? 0
        status = fields.text(.state).flatMap { ContainerStatus(engineWord: $0) }
        statusText = fields.text(.statusText) ?? ""
        labels = fields.dictionary(of: String.self, .labels)
        mounts = fields.list(of: ContainerMount.self, .mounts)
        guard !id.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "a row without an id")
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case names = "Names"
        case image = "Image"
        case imageID = "ImageID"
        case created = "Created"
        case state = "State"
        case statusText = "Status"
        case labels = "Labels"
        case mounts = "Mounts"
    }
}
