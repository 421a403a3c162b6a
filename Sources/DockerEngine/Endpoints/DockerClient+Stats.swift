import CurlTransport

/// `/containers/{id}/stats`.
extension DockerClient {
    /// A container's use of resources, about once a second (`GET /containers/{id}/stats`).
    ///
    /// The first reading has no CPU percentage. Docker goes on with empty readings (`hasReading` is false) while the
    /// container does not run, and ends the stream when it is removed; Podman ends it when the container stops.
    package func stats(_ id: String) async throws(DockerError) -> EngineStream<ContainerStats> {
        var call = try containerCall(.get, id, "stats", timeout: nil)
        call.query = [("stream", "true")]
        let stream = try await open(call)
        let lines = stream.body.lines(maximumBytes: limits.lineBytes)
        return EngineStream(lines, call: call) { line in
            ContainerStats(try EngineJSON.decode(StatsDocument.self, from: line))
        }
    }

    /// One reading with a CPU percentage; the engine takes one to two seconds for it.
    ///
    /// Podman 4 answers at once and without a percentage, and nothing at all for a container that does not run:
    /// the result then has no reading.
    package func statsOnce(_ id: String) async throws(DockerError) -> ContainerStats {
        var call = try containerCall(.get, id, "stats", timeout: limits.callTimeout)
        call.query = [("stream", "false")]
        let response = try await send(call)
        guard !EngineText.isBlank(response.body) else { return .noReading }
        return ContainerStats(try decode(StatsDocument.self, response, call, what: "a stats document"))
    }
}
