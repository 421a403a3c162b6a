import CurlTransport

/// `/containers`: unpause, kill, update, rename, remove.
extension DockerClient {
    /// Lets a paused container run on (`POST /containers/{id}/unpause`).
    ///
    /// `notModified` when it runs and is not paused, `conflict` when it does not run.
    package func unpauseContainer(_ id: String, timeout: Duration) async throws(DockerError) -> ActionOutcome {
        let call = try containerCall(.post, id, "unpause", timeout: timeout, hasSideEffect: true)
        do throws(DockerError) {
            return try await change(call)
        } catch {
            // Docker's 500 and Podman's both say "… is not paused …"; what it is instead inspect tells.
            guard error.code == .serverError || error.code == .conflict, error.message.contains("is not paused") else {
                throw error
            }
            let state = try await inspectContainer(id).state
            guard state.isRunning, !state.isPaused, !state.isRestarting else {
                throw DockerError(.conflict, "the container does not run", call: call.description)
            }
            return .notModified
        }
    }

    /// Sends a running container's first process a signal (`POST /containers/{id}/kill`).
    ///
    /// `signal` is a name or a number, as in `docker kill --signal`: `HUP`, `SIGHUP`, `1`. `conflict` when it does not run.
    ///
    /// Docker takes any signal to a container without a stop signal of its own (and that very signal otherwise) for a wish
    /// to end it: when the process ends next, its restart policy does not bring it back (moby, `daemon/kill.go`).
    package func signalContainer(_ id: String, _ signal: String, timeout: Duration) async throws(DockerError) {
        var call = try containerCall(.post, id, "kill", timeout: timeout, hasSideEffect: true)
        try requireSignal(signal, call)
        call.query = [("signal", signal)]
        _ = try await change(call)
    }

    /// Changes a container's limits while it runs or not (`POST /containers/{id}/update`); the engine's warnings.
    ///
    /// `memoryBytes` and `nanoCPUs` (billionths of a CPU) are at least 1; nil leaves a limit as it is. A memory limit above
    /// the limit of memory and swap together raises that too; CPUs limited by quota are limited by quota again.
    /// `apiVersionUnsupported` where an engine has no such call (Podman 4).
    package func updateContainer(
        _ id: String,
        memoryBytes: Int64?,
        nanoCPUs: Int64?,
        timeout: Duration
    ) async throws(DockerError) -> [String] {
        var call = try containerCall(.post, id, "update", timeout: timeout, hasSideEffect: true)
        let current = try await inspectContainer(id).hostConfig
        let update = ContainerUpdate(memoryBytes: memoryBytes, nanoCPUs: nanoCPUs, current: current)
        guard let update, let body = try? EngineJSON.encode(update) else {
            let text = "an update must give a memory limit in bytes, CPUs in billionths, or both, above 0"
            throw DockerError(.invalidRequest, text, call: call.description)
        }
        call.body = body
        try requireWanted(call)
        do throws(DockerError) {
            return try await fetch(EngineWarnings.self, call, what: "an update's warnings").lines
        } catch {
            // Podman 4 has no such call: its router says so, Docker's 404 names the container.
            guard error.code == .notFound, error.message == "Not Found" else { throw error }
            let text = "the engine cannot change the limits of a container"
            throw DockerError(.apiVersionUnsupported, text, call: call.description)
        }
    }

    /// Gives a container another name (`POST /containers/{id}/rename`); `conflict` when another has it.
    package func renameContainer(_ id: String, to name: String, timeout: Duration) async throws(DockerError) {
        var call = try containerCall(.post, id, "rename", timeout: timeout, hasSideEffect: true)
        try requireName(name, call)
        call.query = [("name", name)]
        _ = try await change(call)
    }

    /// Removes a container that does not run (`DELETE /containers/{id}`), never by force; `conflict` when it runs.
    ///
    /// `id` is the whole id: a name or the start of an id may stand for another container by now. With
    /// `removeAnonymousVolumes` its anonymous volumes go too, unless another container has them mounted; named ones never.
    package func removeContainer(
        _ id: String,
        removeAnonymousVolumes: Bool,
        timeout: Duration
    ) async throws(DockerError) {
        guard ContainerReference.isWholeID(id) else {
            let text = "a container to remove must be named by its whole id"
            throw DockerError(.invalidRequest, text, call: "DELETE /containers/…")
        }
        let call = EngineCall(
            method: .delete,
            path: "/containers/\(id)",
            query: [("force", "false"), ("v", removeAnonymousVolumes ? "true" : "false")],
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: true
        )
        _ = try await change(call)
    }

    func requireName(_ name: String, _ call: EngineCall) throws(DockerError) {
        guard name.utf8.count > 1, ContainerReference.isValid(name) else {
            let text = "a name must be of two or more letters, digits, '_', '.', '-', and begin with a letter or digit"
            throw DockerError(.invalidRequest, text, call: call.description)
        }
    }
}
