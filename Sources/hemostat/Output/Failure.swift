import Agents
import ArgumentParser
import DockerEngine
import Glibc
import OperatorClient
import SharedState

/// An error with its sentence and its exit code.
struct Failure: Error, CustomStringConvertible {
    /// The exit codes of the command line.
    enum Code: Int32 {
        case no = 1
        case usage = 2
        case unreachable = 3
    }

    var code: Code
    var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Ends the process: one sentence on stderr, no stack trace.
    static func end(_ error: any Error) -> Never {
        if let failure = error as? Failure {
            Terminal.words("error: \(failure.description)")
            exit(failure.code.rawValue)
        }
        if let exit = error as? ExitCode { Glibc.exit(exit.rawValue) }
        let code = Hemostat.exitCode(for: error)
        if code == .success {
            Terminal.data(Hemostat.fullMessage(for: error) + "\n")
            exit(0)
        }
        if code == .validationFailure {
            Terminal.words(Hemostat.fullMessage(for: error))
            exit(Code.usage.rawValue)
        }
        Terminal.words("error: \(error)")
        exit(Self.code(of: error).rawValue)
    }

    private static func code(of error: any Error) -> Code {
        switch error {
        case is HemoStatConnectionError, is OperatorClientError: .unreachable
        case is EnvironmentError, is DockerEndpointError, is SlackClient.InvalidURL: .usage
        case let error as RedisError: error.code == .invalidEndpoint ? .usage : .unreachable
        default: .no
        }
    }
}
