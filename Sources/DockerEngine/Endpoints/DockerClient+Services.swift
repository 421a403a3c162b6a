import CurlTransport

/// `/services`: Swarm.
extension DockerClient {
    /// A service by its exact id (`GET /services/{id}`).
    ///
    /// Docker also takes names and starts of ids: those are `notFound` here, by their form or by the id in the answer.
    /// `serverError` (503) when the engine is no manager of a Swarm.
    package func swarmService(_ id: String) async throws(DockerError) -> SwarmService {
        guard SwarmService.isID(id) else {
            let text = "a service must be named by its id of 25 letters and digits, not by its name"
            throw DockerError(.notFound, text, call: "GET /services/…")
        }
        let call = EngineCall(
            method: .get,
            path: "/services/\(id)",
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.documentBytes
        )
        guard let service = SwarmService(document: try await document(call, what: "a service")) else {
            throw .malformed("a service", call: call)
        }
        guard service.id == id else {
            throw DockerError(.notFound, "no service has this id", call: call.description)
        }
        return service
    }

    /// Gives a service another number of tasks (`POST /services/{id}/update`), and changes nothing else.
    ///
    /// `conflict` when the service has changed since it was read, `invalidRequest` for one without such a number.
    package func scale(
        _ service: SwarmService,
        to replicas: Int,
        timeout: Duration
    ) async throws(DockerError) {
        let call = EngineCall(
            method: .post,
            path: "/services/\(service.id)/update",
            query: [("version", "\(service.version)")],
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: true,
            body: service.specification(replicas: replicas).json,
            confidential: service.confidential
        )
        guard SwarmService.isID(service.id), service.replicas != nil, replicas >= 0 else {
            let text = "only a replicated service can be scaled, to 0 tasks or more"
            throw DockerError(.invalidRequest, text, call: call.description)
        }
        do throws(DockerError) {
            _ = try await change(call)
        } catch {
            // Swarm compares the version before it changes anything; Docker makes a 500 of its refusal.
            guard error.message.contains("update out of sequence") else { throw error }
            let text = "the service was changed by somebody else meanwhile; read it again"
            throw DockerError(.conflict, text, call: call.description)
        }
    }
}
