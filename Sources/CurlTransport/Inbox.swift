import Synchronization

/// The commands on their way to the pump: the only thing both sides touch.
final class Inbox: Sendable {
    private struct State {
        var commands: [Command] = []
        /// Nil once closed.
        ///
        /// Held here so that waking the pump can't meet a freed handle.
        var multi: MultiHandle?
        /// Why nothing is taken any more.
        var refusal = ""
    }

    private let state: Mutex<State>

    init(_ multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// Returns nil when the command was taken, else why not.
    func post(_ command: Command) -> String? {
        let (refusal, sleeper) = state.withLock { state -> (String?, MultiHandle?) in
            guard let multi = state.multi else { return (state.refusal, nil) }
            state.commands.append(command)
            // Whoever posted the first has woken the pump, or is about to.
            return (nil, state.commands.count == 1 ? multi : nil)
        }
        sleeper?.wake()
        return refusal
    }

    /// All commands so far, in order.
    func take() -> [Command] {
        state.withLock { state in
            let commands = state.commands
            state.commands = []
            return commands
        }
    }

    /// Takes no more commands; returns those the pump has not seen.
    func close(_ refusal: String) -> [Command] {
        let (commands, _) = state.withLock { state in
            defer { state = State(multi: nil, refusal: refusal) }
            return (state.commands, state.multi)
        }
        return commands
    }
}
