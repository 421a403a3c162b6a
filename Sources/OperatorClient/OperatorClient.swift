package import CurlTransport
import FoundationEssentials
package import HemoStatCore

/// Calls a running operator: over the unix socket of its state directory.
package struct OperatorClient: Sendable {
    private let transport: CurlTransport
    private let socketPath: String

    package init(transport: CurlTransport, stateDirectory: String) {
        self.transport = transport
        socketPath = Self.socketPath(in: stateDirectory)
    }

    package static func socketPath(in stateDirectory: String) -> String { "\(stateDirectory)/api.sock" }

    package func status() async throws(OperatorClientError) -> OperatorStatus {
        let response = try await get("/status")
        do {
            return try JSONDecoder().decode(OperatorStatus.self, from: Data(response.body))
        } catch {
            throw OperatorClientError(
                .unexpected,
                "the operator at \(socketPath) answered something else than its status; is it of this version?"
            )
        }
    }

    private func get(_ path: String) async throws(OperatorClientError) -> HTTPResponse {
        var request = HTTPRequest(.get, "http://operator\(path)")
        request.unixSocketPath = socketPath
        request.timeout = .seconds(10)
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            throw OperatorClientError(
                .unreachable,
                "no operator answers at \(socketPath); start 'hemostat operator', or name its --state-dir"
            )
        }
        guard (200..<300).contains(response.status) else {
            let text = String(decoding: response.body.prefix(500), as: UTF8.self)
            throw OperatorClientError(
                .refused,
                text.split(separator: "\n").first.map(String.init) ?? "status \(response.status)"
            )
        }
        return response
    }
}
