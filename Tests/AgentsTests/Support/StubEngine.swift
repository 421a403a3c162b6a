import CurlTransport
import DockerEngine
import HemoStatCore
import TestSupport

/// An engine with one container, on a unix socket: enough of the API for the Responder, and answers as told.
final class StubEngine: Sendable {
    /// What `inspect` says; gone when nil.
    struct Container: Sendable {
        var status = "running"
        var health = "unhealthy"
        var exitCode = 0
        var startedAt = "2025-11-03T09:00:00Z"
        var finishedAt = "0001-01-01T00:00:00Z"
        /// Members of `HostConfig`.
        var limits = ""

        var document: String {
            """
            {"Id":"\(Given.id)","Name":"/web-1","Config":{"Image":"acme/shop/web:2"},"HostConfig":{\(limits)},
             "State":{"Status":"\(status)","ExitCode":\(exitCode),"StartedAt":"\(startedAt)",
                      "FinishedAt":"\(finishedAt)",
                      "Health":{"Status":"\(health)"}}}
            """
        }
    }

    /// Asked first for each request but `/version`, logs and events; nil lets the engine answer as Docker does.
    ///
    /// Before an action the container is inspected twice: for evidence, and for the last look.
    typealias Override = @Sendable (_ request: StubRequest, _ number: Int) -> StubResponse?

    let socketPath: String
    let container: Box<Container?>
    /// What happened to it, as `events` tells: an action and its second from the zero of the suites' clock.
    let events: Box<[(action: String, at: Double)]>
    /// What it answers to whoever asks for the log.
    let log = Box(StubResponse(200))
    private let server: StubHTTPServer
    private let folder: TemporaryDirectory

    init(override: @escaping Override = { _, _ in nil }) throws {
        folder = try TemporaryDirectory()
        socketPath = folder.file("d.sock")
        let container = Box<Container?>(Container())
        let count = Box(0)
        let events = Box<[(action: String, at: Double)]>([])
        self.container = container
        self.events = events
        let log = log
        server = try StubHTTPServer(unixSocketPath: socketPath) { request in
            if request.path.hasSuffix("/version") {
                return StubResponse(200, body: #"{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}"#)
            }
            if request.path.hasSuffix("/logs") { return log.value }
            if request.path.hasSuffix("/events") { return StubResponse(200, body: Self.lines(events.value)) }
            var number = 0
            count.change { value in
                value += 1
                number = value
            }
            return override(request, number) ?? Self.answer(request, container)
        }
    }

    /// A client of it.
    func client(_ transport: CurlTransport) -> DockerClient {
        DockerClient(endpoint: DockerEndpoint(.unix(path: socketPath)), transport: transport)
    }

    /// What was asked to be changed: `/containers/<id>/restart?t=1`, without the version.
    var changes: [String] {
        server.requests.filter { $0.method == "POST" }.map { request in
            "/" + request.target.split(separator: "/").dropFirst().joined(separator: "/")
        }
    }

    var inspections: Int { server.requests.count { $0.path.hasSuffix("/json") } }

    /// Nobody listens any more at the path; connections that are open go on.
    static func vanish(_ path: String) { Files.remove(path) }

    private static func lines(_ events: [(action: String, at: Double)]) -> String {
        events.map { event in
            let nanoseconds = Given.at(event.at).microseconds * 1000
            return """
                {"Type":"container","Action":"\(event.action)","Actor":{"ID":"\(Given.id)","Attributes":{}},\
                "time":\(nanoseconds / 1_000_000_000),"timeNano":\(nanoseconds)}

                """
        }.joined()
    }

    private static func answer(_ request: StubRequest, _ container: Box<Container?>) -> StubResponse {
        guard let known = container.value else {
            return StubResponse(404, body: #"{"message":"No such container: web-1"}"#)
        }
        guard request.method == "POST" else { return StubResponse(200, body: known.document) }
        container.change { container in
            container?.status = "running"
            container?.health = "starting"
            container?.startedAt = "2025-11-03T10:00:01Z"
        }
        return StubResponse(204)
    }
}
