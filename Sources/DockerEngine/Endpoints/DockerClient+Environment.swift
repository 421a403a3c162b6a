import CurlTransport

extension DockerClient {
    /// One container (`GET /containers/{id}/json`), and the variables it was given, `NAME=value`, in the same answer.
    ///
    /// For whoever has to know a container's secrets in order to hide them; they are in no type that is printed or kept.
    package func inspectWithEnvironment(
        _ id: String
    ) async throws(DockerError) -> (inspection: ContainerInspection, environment: [String]) {
        let call = try containerCall(.get, id, "json", timeout: limits.callTimeout)
        let answer = try await fetch(InspectionWithEnvironment.self, call, what: "a container")
        return (answer.inspection, answer.environment)
    }
}

private struct InspectionWithEnvironment: Decodable, Sendable {
    let inspection: ContainerInspection
    let environment: [String]

    init(from decoder: any Decoder) throws {
        inspection = try ContainerInspection(from: decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        environment = fields.object(Config.self, .config)?.environment ?? []
    }

    private enum CodingKeys: String, CodingKey {
        case config = "Config"
    }

    private struct Config: Decodable {
        let environment: [String]

        init(from decoder: any Decoder) throws {
            environment = try decoder.container(keyedBy: CodingKeys.self).list(of: String.self, .environment)
        }

        enum CodingKeys: String, CodingKey {
            case environment = "Env"
        }
    }
}
