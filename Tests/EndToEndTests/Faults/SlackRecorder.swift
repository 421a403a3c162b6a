import Synchronization
import TestSupport

/// A Slack that keeps what it took, and can be told to refuse for a while.
final class SlackRecorder: Sendable {
    /// How it treats a message.
    enum Mood: Sendable {
        case takes
        /// Answers with this status and takes nothing.
        case answers(Int)
        /// Closes the connection without a word.
        case closes
        /// Never answers.
        case silent
        /// Takes the message, and says so only after this time.
        case takesSlowly(Duration)

        fileprivate var response: StubResponse {
            switch self {
            case .takes: .ok
            case .answers(let status): StubResponse(status, headers: [("Retry-After", "1")], body: "no")
            case .closes: .closeWithoutAnswer
            case .silent: .silence
            case .takesSlowly(let delay): StubResponse(200, body: "ok", delay: delay)
            }
        }

        fileprivate var isTaking: Bool {
            switch self {
            case .takes, .takesSlowly: true
            case .answers, .closes, .silent: false
            }
        }
    }

    private struct State {
        var mood: Mood
        var taken: [SlackAlert] = []
        var unreadable = 0
    }

    /// What its threads share with us.
    private final class Core: Sendable {
        let state: Mutex<State>

        init(_ mood: Mood) { state = Mutex(State(mood: mood)) }

        func respond(to request: StubRequest) -> StubResponse {
            state.withLock { state in
                guard state.mood.isTaking else { return state.mood.response }
                if let alert = try? StoredJSON.decode(SlackAlert.self, from: request.body) {
                    state.taken.append(alert)
                } else {
                    state.unreadable += 1
                }
                return state.mood.response
            }
        }
    }

    private let core: Core
    private let server: StubHTTPServer

    /// - Throws: `SystemError`.
    init(_ mood: Mood = .takes) throws {
        let core = Core(mood)
        self.core = core
        server = try StubHTTPServer { core.respond(to: $0) }
    }

    var url: String { "\(server.url)/services/hook" }

    /// Messages that arrived, taken or not.
    var arrivals: Int { server.requests.count }

    /// The alerts it took, in order.
    var taken: [SlackAlert] { core.state.withLock { $0.taken } }

    /// Messages it took without being able to read them.
    var unreadable: Int { core.state.withLock { $0.unreadable } }

    func become(_ mood: Mood) { core.state.withLock { $0.mood = mood } }
}
