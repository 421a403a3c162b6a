import ArgumentParser
import CurlTransport
import OperatorClient

/// How a client verb finds its operator.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .customLong("state-dir"),
        help:
            "The operator's state directory (HEMOSTAT_STATE_DIR; default /var/lib/hemostat, or $XDG_STATE_HOME/hemostat)."
    )
    var givenStateDirectory: String?

    var stateDirectory: String {
        givenStateDirectory ?? StateDirectory.standard(ProcessEnvironment.current)
    }

    /// Asks the operator, and ends the transport with the answer.
    func asking<Answer: Sendable>(
        _ question: (OperatorClient) async throws -> Answer
    ) async throws -> Answer {
        let transport = CurlTransport()
        do {
            let answer = try await question(OperatorClient(transport: transport, stateDirectory: stateDirectory))
            await transport.shutdown()
            return answer
        } catch {
            await transport.shutdown()
            throw error
        }
    }
}
