import CurlTransport

/// `/images`.
extension DockerClient {
    /// The names an image is known by in registries, `name@sha256:…` (`GET /images/{id}/json`, `RepoDigests`).
    ///
    /// `id` is an image's ID, `sha256:` and hexadecimal digits; one that was never pulled nor pushed has no digests.
    package func imageDigests(_ id: String) async throws(DockerError) -> [String] {
        let digits = id.hasPrefix("sha256:") ? id.dropFirst(7) : id[...]
        guard (12...64).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isHexDigit) else {
            throw DockerError(.invalidRequest, "an image must be named by its id, sha256:…", call: "GET /images/…/json")
        }
        let call = EngineCall(
            method: .get,
            path: "/images/\(id)/json",
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.documentBytes
        )
        return try await fetch(ImageDigests.self, call, what: "an image").values
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

/// The part of an image's document that is looked at.
private struct ImageDigests: Decodable, Sendable {
    let values: [String]

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        values = try fields.decodeIfPresent([String].self, forKey: .repoDigests) ?? []
    }

    private enum CodingKeys: String, CodingKey {
        case repoDigests = "RepoDigests"
    }
}
