/// A row of the image list (`GET /images/json`).
package struct ImageSummary: Sendable, Hashable, Decodable {
    /// `sha256:` and 64 hexadecimal digits.
    package let id: String
    package let labels: [String: String]
    /// Seconds since 1970; 0 when not said.
    package let created: Int64
    /// Its names with tags; empty for a dangling one.
    let tags: [String]

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // Podman leaves the algorithm out.
        let said = try fields.decode(String.self, forKey: .id)
        id = said.contains(":") ? said : "sha256:" + said
        labels = fields.dictionary(of: String.self, .labels)
        created = fields.integer(.created) ?? 0
        // Docker before 24 names what has no name so.
        tags = fields.list(of: String.self, .tags).filter { $0 != "<none>:<none>" }
        guard ImagePath.isID(id) else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "an image without id")
        }
    }

    /// Whether it has these labels, each `key` or `key=value`.
    func hasLabels(_ wanted: [String]) -> Bool {
        wanted.allSatisfy { label in
            let parts = label.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let value = labels[String(parts[0])] else { return false }
            return parts.count == 1 || value == parts[1]
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case labels = "Labels"
        case created = "Created"
        case tags = "RepoTags"
    }
}
