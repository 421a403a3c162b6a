import CurlTransport

/// `/events`.
extension DockerClient {
    /// The containers' events (`GET /events`), once the engine has begun to answer.
    ///
    /// Docker answers the head just before it subscribes: pass a `since` a moment back, then list, and nothing is
    /// lost between the two (an event may come twice). Docker keeps the last 256 events for `since`, Podman its log.
    ///
    /// `since` (inclusive) and `until` are in nanoseconds since 1970 by the engine's clock. Without `since` the stream
    /// starts now, without `until` it has no end; with an `until` already past it is a query of the history. Health
    /// checks' `exec_*` events never come. Podman reads times less exactly: leave it a second. Further `filters` are
    /// such as `container` or `label`.
    package func events(
        since: Int64? = nil,
        until: Int64? = nil,
        actions: Set<ContainerAction> = Set(ContainerAction.allCases),
        filters: EngineFilters = EngineFilters()
    ) async throws(DockerError) -> EngineStream<EngineEvent> {
        var filters = filters
        filters.add("type", "container")
        for word in actions.flatMap(\.engineWords).sorted() { filters.add("event", word) }
        var call = EngineCall(
            method: .get,
            path: "/events",
            query: [("filters", filters.json)],
            maximumBodyBytes: limits.documentBytes
        )
        if let since { call.query.append(("since", EngineTime.seconds(fromNanoseconds: since))) }
        if let until { call.query.append(("until", EngineTime.seconds(fromNanoseconds: until))) }
        let stream = try await open(call)
        let lines = stream.body.lines(maximumBytes: limits.lineBytes)
        return EngineStream(lines, call: call) { line in
            // The filter matches beginnings of words, so what was not asked for is dropped here.
            try EngineEvent.parse(line).flatMap { actions.contains($0.action) ? $0 : nil }
        }
    }
}
