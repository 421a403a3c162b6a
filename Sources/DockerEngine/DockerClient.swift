package import CurlTransport
import Synchronization

/// A client of one engine's API: every call of the operator to Docker goes through one of these.
///
/// The endpoint groups are extensions in `Endpoints/`. Reading calls may be repeated and cancelled at will. Changing
/// calls (start, stop, create, remove, `exec` and so on: those with a timeout of their own) are sent at most once;
/// cancelling the task of one gives up waiting, not the change, so callers run them in a task that is not cancelled.
package final class DockerClient: Sendable {
    package let endpoint: DockerEndpoint
    let transport: CurlTransport
    let limits: DockerLimits
    let clock: any Clock<Duration>
    /// The version agreed on; `nil` before the first call and after a failed connection, since the engine behind
    /// the socket may have been replaced.
    private let negotiated = Mutex<APIVersion?>(nil)

    package init(
        endpoint: DockerEndpoint,
        transport: CurlTransport,
        limits: DockerLimits = DockerLimits(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.limits = limits
        self.clock = clock
    }

    /// The version in use, if one is agreed on.
    package var apiVersion: APIVersion? { negotiated.withLock { $0 } }

    /// Sends a call and returns its answer: success, or 304.
    func send(_ call: EngineCall) async throws(DockerError) -> HTTPResponse {
        try await withVersion(for: call) { (version) async throws(DockerError) in
            let response: HTTPResponse
            do {
                response = try await transport.send(request(for: call, version: version))
            } catch {
                throw failure(error, call)
            }
            guard (200...299).contains(response.status) || response.status == 304 else {
                throw DockerError(status: response.status, body: response.body, call: call)
            }
            return response
        }
    }

    /// Sends a call and decodes the document it answers with.
    func fetch<Value: Decodable & Sendable>(
        _ type: Value.Type,
        _ call: EngineCall,
        what: String
    ) async throws(DockerError) -> Value {
        try decode(type, try await send(call), call, what: what)
    }

    /// The document of an answer.
    func decode<Value: Decodable>(
        _ type: Value.Type,
        _ response: HTTPResponse,
        _ call: EngineCall,
        what: String
    ) throws(DockerError) -> Value {
        guard response.status != 304 else { throw DockerError(status: 304, body: [], call: call) }
        do {
            return try EngineJSON.decode(type, from: response.body)
        } catch {
            throw .malformed(what, call: call)
        }
    }

    /// Opens a call whose answer is a stream, once its head says success.
    func open(_ call: EngineCall) async throws(DockerError) -> HTTPStream {
        try await withVersion(for: call) { (version) async throws(DockerError) in
            do {
                return try await openStream(request(for: call, version: version), call)
            } catch {
                throw failure(error, call)
            }
        }
    }

    /// Agrees on a version with what the engine says of itself, and remembers it.
    func negotiate(_ version: EngineVersion, call: EngineCall) throws(DockerError) -> APIVersion {
        guard let newest = APIVersion(version.apiVersion) else {
            throw .malformed("a version document (ApiVersion is missing)", call: call)
        }
        let oldest = APIVersion(version.minAPIVersion)
        guard let chosen = APIVersion.common(serverMinimum: oldest, serverMaximum: newest) else {
            let spoken = oldest.map { "\($0) to \(newest)" } ?? "\(newest)"
            throw DockerError(
                .apiVersionUnsupported,
                "the engine at \(endpoint) speaks API \(spoken), this client \(APIVersion.oldestSpoken) to"
                    + " \(APIVersion.newestSpoken); update the older of the two",
                call: call.description
            )
        }
        negotiated.withLock { $0 = chosen }
        return chosen
    }
}

extension DockerClient {
    /// Runs a call with the agreed version, and once more when the engine refuses that version.
    ///
    /// The refusal comes before the engine does anything, so this also holds for changing calls. It happens when an
    /// engine was upgraded behind a connection that curl quietly replaced.
    private func withVersion<Answer: Sendable>(
        for call: EngineCall,
        _ attempt: (APIVersion?) async throws(DockerError) -> Answer
    ) async throws(DockerError) -> Answer {
        guard call.isVersioned else { return try await attempt(nil) }
        let version = try await agreedVersion()
        do throws(DockerError) {
            return try await attempt(version)
        } catch {
            guard error.code == .apiVersionUnsupported else { throw error }
            forgetVersion()
            let renewed = try await agreedVersion()
            guard renewed != version else { throw error }
            return try await attempt(renewed)
        }
    }

    func agreedVersion() async throws(DockerError) -> APIVersion {
        if let version = apiVersion { return version }
        let (document, call) = try await fetchVersion()
        return try negotiate(document, call: call)
    }

    private func forgetVersion() {
        negotiated.withLock { $0 = nil }
    }

    private func request(for call: EngineCall, version: APIVersion?) -> HTTPRequest {
        var request = endpoint.request(call.method, target: call.target(version: version))
        request.connectTimeout = limits.connectTimeout
        request.timeout = call.timeout
        request.maximumBodyBytes = call.maximumBodyBytes
        request.hasSideEffect = call.hasSideEffect
        if let body = call.body {
            request.body = body
            request.headers = [HTTPHeader("Content-Type", "application/json")]
        }
        return request
    }

    private func failure(_ error: any Error, _ call: EngineCall) -> DockerError {
        let failure = DockerError(transport: error, call: call)
        if failure.code == .unreachable { forgetVersion() }
        return failure
    }

    /// Waits for a stream's head, but not longer than the limit: a stream has no total timeout of its own.
    private func openStream(_ request: HTTPRequest, _ call: EngineCall) async throws -> HTTPStream {
        let transport = transport
        let limits = limits
        let clock = clock
        guard call.hasPromptHead else { return try await Self.begin(request, call, transport, limits) }
        return try await withThrowingTaskGroup(of: HTTPStream?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await Self.begin(request, call, transport, limits) }
            group.addTask {
                try await clock.sleep(for: limits.headTimeout)
                return nil
            }
            guard let first = try await group.next(), let stream = first else {
                let text = "the engine did not begin to answer within \(limits.headTimeout)"
                throw DockerError(.timedOut, text, call: call.description, mayHaveHappened: call.hasSideEffect)
            }
            return stream
        }
    }

    private static func begin(
        _ request: HTTPRequest,
        _ call: EngineCall,
        _ transport: CurlTransport,
        _ limits: DockerLimits
    ) async throws -> HTTPStream {
        let stream = try await transport.open(request)
        guard !(200...299).contains(stream.status) else { return stream }
        let body = try await stream.body.collect(maximumBytes: limits.errorBytes)
        throw DockerError(status: stream.status, body: body, call: call)
    }
}
