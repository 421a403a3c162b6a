import CurlTransport

/// `/containers`: list, inspect, start, stop, restart.
extension DockerClient {
    /// The containers (`GET /containers/json`): running ones, or all.
    ///
    /// Rows without an id make the whole answer malformed, so that no container is ever taken for gone by mistake.
    package func listContainers(
        all: Bool,
        filters: EngineFilters = EngineFilters()
    ) async throws(DockerError) -> [ContainerSummary] {
        var call = EngineCall(
            method: .get,
            path: "/containers/json",
            query: [("all", all ? "true" : "false")],
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.listBytes
        )
        if !filters.isEmpty { call.query.append(("filters", filters.json)) }
        return try await fetch([ContainerSummary].self, call, what: "a list of containers")
    }

    /// One container (`GET /containers/{id}/json`), by id, start of an id, or name without a slash.
    package func inspectContainer(_ id: String) async throws(DockerError) -> ContainerInspection {
        let call = try containerCall(.get, id, "json", timeout: limits.callTimeout)
        return try await fetch(ContainerInspection.self, call, what: "a container")
    }

    /// Starts a container (`POST /containers/{id}/start`) and waits for it, at most `timeout`.
    package func startContainer(_ id: String, timeout: Duration) async throws(DockerError) -> ActionOutcome {
        try await change(containerCall(.post, id, "start", timeout: timeout, hasSideEffect: true))
    }

    /// Stops a container (`POST /containers/{id}/stop`): its stop signal, and SIGKILL after `timeout`.
    ///
    /// `timeout` is rounded up to whole seconds. The answer is awaited for `timeout` plus `margin` (at least a
    /// second), since the engine needs some time to kill and clean up. A `signal` instead of the container's own needs
    /// API 1.42.
    package func stopContainer(
        _ id: String,
        timeout: Duration,
        margin: Duration,
        signal: String? = nil
    ) async throws(DockerError) -> ActionOutcome {
        try await stopping(id, "stop", timeout: timeout, margin: margin, signal: signal)
    }

    /// Stops and starts a container (`POST /containers/{id}/restart`); one that does not run is only started.
    ///
    /// Parameters are those of `stopContainer`. An error with `mayHaveHappened` can leave the container stopped:
    /// inspect tells.
    package func restartContainer(
        _ id: String,
        timeout: Duration,
        margin: Duration,
        signal: String? = nil
    ) async throws(DockerError) {
        _ = try await stopping(id, "restart", timeout: timeout, margin: margin, signal: signal)
    }

    private func stopping(
        _ id: String,
        _ verb: String,
        timeout: Duration,
        margin: Duration,
        signal: String?
    ) async throws(DockerError) -> ActionOutcome {
        let seconds = timeout.wholeSecondsRoundedUp
        var call = try containerCall(
            .post,
            id,
            verb,
            timeout: .seconds(seconds) + max(margin, .seconds(1)),
            hasSideEffect: true
        )
        call.query = [("t", "\(seconds)")]
        if let signal {
            try await requireStopSignal(signal, call)
            call.query.append(("signal", signal))
        }
        return try await change(call)
    }

    /// Older engines ignore an unknown parameter, and would send another signal than asked for.
    private func requireStopSignal(_ signal: String, _ call: EngineCall) async throws(DockerError) {
        try requireSignal(signal, call)
        let version = try await agreedVersion()
        guard version >= .stopSignal else {
            throw DockerError(
                .apiVersionUnsupported,
                "the engine speaks API \(version), a stop signal needs \(APIVersion.stopSignal); leave the signal out",
                call: call.description
            )
        }
    }
}

extension DockerClient {
    /// Sends a changing call whose answer is its status.
    func change(_ call: EngineCall) async throws(DockerError) -> ActionOutcome {
        try requireWanted(call)
        return try await send(call).status == 304 ? .notModified : .done
    }

    /// A changing call not yet sent when its task is cancelled is never sent.
    func requireWanted(_ call: EngineCall) throws(DockerError) {
        guard !Task.isCancelled else {
            throw DockerError(.cancelled, "the call was cancelled before it was sent", call: call.description)
        }
    }

    func requireSignal(_ signal: String, _ call: EngineCall) throws(DockerError) {
        guard ContainerReference.isSignal(signal) else {
            let text = "a signal must be a name or a number of at least 1, as SIGTERM"
            throw DockerError(.invalidRequest, text, call: call.description)
        }
    }

    /// A call on one container, by a reference that is safe in a path.
    func containerCall(
        _ method: HTTPRequest.Method,
        _ id: String,
        _ verb: String,
        timeout: Duration?,
        hasSideEffect: Bool = false
    ) throws(DockerError) -> EngineCall {
        guard ContainerReference.isValid(id) else {
            throw DockerError(
                .invalidRequest,
                "a container must be named by its id or its name (letters, digits, '_', '.', '-')",
                call: "\(method.rawValue) /containers/…/\(verb)"
            )
        }
        return EngineCall(
            method: method,
            path: "/containers/\(id)/\(verb)",
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: hasSideEffect
        )
    }
}

extension Duration {
    /// Seconds as Docker's `t` takes them: whole, at least 0, never shorter than asked.
    fileprivate var wholeSecondsRoundedUp: Int64 {
        guard self > .zero else { return 0 }
        return components.seconds + (components.attoseconds > 0 ? 1 : 0)
    }
}
