/// What makes a command ready in a container (`POST /containers/{id}/exec`): no terminal, no input.
struct ExecCreation: Encodable {
    let command: [String]
    private let takesInput = false
    private let hasTerminal = false
    private let givesOutput = true
    private let givesErrors = true

    init(command: [String]) {
        self.command = command
    }

    private enum CodingKeys: String, CodingKey {
        case command = "Cmd"
        case takesInput = "AttachStdin"
        case hasTerminal = "Tty"
        case givesOutput = "AttachStdout"
        case givesErrors = "AttachStderr"
    }
}
