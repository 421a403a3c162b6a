import CurlTransport

/// `/images`.
extension DockerClient {
    /// The names an image is known by in registries, `name@sha256:…` (`GET /images/{id}/json`, `RepoDigests`).
    ///
    /// `id` is an image's ID, `sha256:` and hexadecimal digits; one that was never pulled nor pushed has no digests.
    package func imageDigests(_ id: String) async throws(DockerError) -> [String] {
        guard ImagePath.isHexadecimal(id.hasPrefix("sha256:") ? id.dropFirst(7) : id[...], 12...64) else {
            throw DockerError(.invalidRequest, "an image must be named by its id, sha256:…", call: "GET /images/…/json")
        }
        return try await image(id).facts.digests
    }

    /// The id (`sha256:…`) an image's name stands for now (`GET /images/{name}/json`); `notFound` when it stands for none.
    package func imageID(named name: String) async throws(DockerError) -> String {
        guard ImagePath.isValid(name) else {
            let text = "an image must be named by its id, or by its name with a tag or digest"
            throw DockerError(.invalidRequest, text, call: "GET /images/…/json")
        }
        let (image, call) = try await image(name)
        guard ImagePath.isID(image.id) else { throw .malformed("an image's id", call: call) }
        return image.id
    }

    /// Images without a name that no other is built on (`GET /images/json`), of these labels: each `key` or `key=value`.
    ///
    /// Whether a container uses one is not asked: `removeImage` refuses then.
    package func danglingImages(labels: [String]) async throws(DockerError) -> [ImageSummary] {
        var filters: EngineFilters = ["dangling": ["true"]]
        for label in labels { filters.add("label", label) }
        let call = EngineCall(
            method: .get,
            path: "/images/json",
            query: [("filters", filters.json)],
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.listBytes
        )
        let rows = try await fetch([ImageSummary].self, call, what: "a list of images")
        // Whatever an engine makes of the filter: nothing with a name or of somebody else is offered for removal.
        return rows.filter { $0.tags.isEmpty && $0.hasLabels(labels) }
    }

    /// Removes an image without a name (`DELETE /images/{id}`), neither by force nor with the images it was built on.
    ///
    /// `id` is the whole id. `conflict` when a container uses it, when another is built on it, or when it has a name by now.
    package func removeImage(_ id: String, timeout: Duration) async throws(DockerError) {
        let call = EngineCall(
            method: .delete,
            path: "/images/\(id)",
            query: [("force", "false"), ("noprune", "true")],
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: true
        )
        guard ImagePath.isID(id) else {
            let text = "an image to remove must be named by its whole id, sha256:…"
            throw DockerError(.invalidRequest, text, call: "DELETE /images/…")
        }
        // By its id Docker removes an image with one name too, with the name.
        let (image, question) = try await image(id)
        guard image.id == id else { throw .malformed("the image asked for", call: question) }
        guard image.tags.isEmpty else {
            throw DockerError(.conflict, "the image has a name by now", call: call.description)
        }
        _ = try await change(call)
    }

    private func image(_ reference: String) async throws(DockerError) -> (facts: ImageFacts, call: EngineCall) {
        let call = EngineCall(
            method: .get,
            path: "/images/\(reference)/json",
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.documentBytes
        )
        return (try await fetch(ImageFacts.self, call, what: "an image"), call)
    }
}

/// The parts of an image's document that are looked at.
private struct ImageFacts: Decodable, Sendable {
    /// `sha256:` and hexadecimal digits.
    let id: String
    let tags: [String]
    let digests: [String]

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let said = fields.text(.id) ?? ""
        // Podman leaves the algorithm out.
        id = said.contains(":") ? said : "sha256:" + said
        tags = try fields.decodeIfPresent([String].self, forKey: .tags) ?? []
        digests = try fields.decodeIfPresent([String].self, forKey: .digests) ?? []
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case tags = "RepoTags"
        case digests = "RepoDigests"
    }
}
