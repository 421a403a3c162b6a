import CurlTransport

/// `/containers/create` and `/networks/{id}/connect`: the same container once more.
extension DockerClient {
    /// All that made a container (`GET /containers/{id}/json`), to make the same one again.
    ///
    /// `conflict` when it was disconnected from its network: a twin would be attached to it again.
    package func containerBlueprint(_ id: String) async throws(DockerError) -> ContainerBlueprint {
        let call = try containerCall(.get, id, "json", timeout: limits.callTimeout)
        let document = try await document(call, what: "a container")
        guard let blueprint = ContainerBlueprint(inspection: document) else {
            throw .malformed("a container's whole configuration", call: call)
        }
        guard !blueprint.isCutOff else {
            let text = "the container is attached to no network although its network mode wants one; connect it to one"
            throw DockerError(.conflict, text, call: call.description)
        }
        return blueprint
    }

    /// Makes a container of a blueprint under a name (`POST /containers/create`); it does not run yet.
    ///
    /// Its `unconnected` networks are to be connected before it starts. `conflict` when the name is taken, `notFound` when
    /// the image is gone, `badRequest` when a container whose volumes it shares is. The engine takes what the image's name stands for now:
    /// compare before, and the made container's image afterwards. After an error with `mayHaveHappened` the name tells
    /// whether it exists.
    package func createContainer(
        _ blueprint: ContainerBlueprint,
        name: String,
        timeout: Duration
    ) async throws(DockerError) -> CreatedContainer {
        var call = EngineCall(
            method: .post,
            path: "/containers/create",
            query: [("name", name)],
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: true,
            confidential: blueprint.confidential
        )
        try requireName(name, call)
        let creation = blueprint.creation(for: try await agreedVersion())
        call.body = creation.document.json
        try requireWanted(call)
        let answer = try await fetch(CreatedContainer.Answer.self, call, what: "a new container's id")
        return CreatedContainer(id: answer.id, warnings: answer.warnings, unconnected: creation.unconnected)
    }

    /// Connects a container to a further network (`POST /networks/{name}/connect`), as its blueprint says.
    ///
    /// `notFound` when there is no such network or container. While the container does not run Docker takes a network that
    /// does not exist too, and refuses to start it then.
    package func connect(
        _ container: String,
        to network: ContainerBlueprint.Attachment,
        timeout: Duration
    ) async throws(DockerError) {
        let name = network.network
        guard ContainerReference.isValid(container), (1...255).contains(name.utf8.count), name != ".", name != ".."
        else {
            let text = "a container and a network must be named to connect them"
            throw DockerError(.invalidRequest, text, call: "POST /networks/…/connect")
        }
        let document = EngineValue.object(["Container": .string(container), "EndpointConfig": network.settings])
        let call = EngineCall(
            method: .post,
            // A network's name may have blanks.
            path: "/networks/\(PercentEncoding.query(name))/connect",
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: true,
            body: document.json
        )
        _ = try await change(call)
    }

    /// An answer with nothing of it lost.
    func document(_ call: EngineCall, what: String) async throws(DockerError) -> EngineValue {
        let response = try await send(call)
        guard response.status != 304 else { throw DockerError(status: 304, body: [], call: call) }
        guard let document = EngineValue(parsing: response.body) else { throw .malformed(what, call: call) }
        return document
    }
}
