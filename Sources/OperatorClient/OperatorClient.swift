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
        try await read(OperatorStatus.self, at: "/status", what: "its status")
    }

    /// The latest entries of the audit logs, newest first, at most so many of each; of one host, or of all.
    package func audit(host: String?, limit: Int) async throws(OperatorClientError) -> [AuditRecord] {
        let query = "limit=\(limit)" + (host.map { "&host=\($0)" } ?? "")
        return try await read([AuditRecord].self, at: "/audit?\(query)", what: "its audit log")
    }

    /// Whether the audit logs are as they were written; of one host, or of all.
    package func verifyAudit(host: String?) async throws(OperatorClientError) -> [AuditReport] {
        let query = host.map { "?host=\($0)" } ?? ""
        return try await read([AuditReport].self, at: "/audit/verify\(query)", what: "a check of its audit log")
    }

    private func read<Value: Decodable>(
        _ type: Value.Type,
        at path: String,
        what: String
    ) async throws(OperatorClientError) -> Value {
        let response = try await get(path)
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch {
            throw OperatorClientError(
                .unexpected,
                "the operator at \(socketPath) answered something else than \(what); is it of this version?"
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
