import Synchronization

/// An engine with one container, `web`, in which a command can be run as a test tells it to.
struct StubCommand: Sendable {
    var version = "1.41"
    var type = "application/vnd.docker.raw-stream"
    /// What the start answers beside the head of its stream; the connection is closed after it.
    var output: @Sendable (StubConnection) -> Void = { _ in }
    /// The states that are told one after another, the last one for ever.
    var states = [#"{"Running":false,"ExitCode":0}"#]
    /// Answers of another status than success, with their bodies, by a part of the target.
    var refusals: [String: (status: Int, body: String)] = [:]

    func engine() throws -> StubEngine {
        let told = Counter()
        return try StubEngine.speaking(version) { request, connection in
            if let refusal = refusals.first(where: { request.path.hasSuffix($0.key) })?.value {
                return connection.reply(refusal.status, refusal.body)
            }
            switch request.path.split(separator: "/").last {
            case "exec": connection.reply(201, #"{"Id":"e1"}"#)
            case "json": connection.reply(200, states[min(told.next(), states.count - 1)])
            default:
                connection.beginStream(type: type)
                output(connection)
                connection.hangUp()
            }
        }
    }

    private final class Counter: Sendable {
        private let number = Atomic<Int>(0)

        /// How often it was called before.
        func next() -> Int { number.add(1, ordering: .relaxed).oldValue }
    }
}
