import CurlTransport
import Glibc

/// `openssl s_server` on a port of its own choosing, with certificates made for it.
struct TLSPeer: Sendable {
    let directory: String
    let port: Int

    var url: String { "https://127.0.0.1:\(port)/" }

    /// `ca.pem`, `server.pem|key` (for 127.0.0.1), `client.pem|key`, `both.pem` (client certificate and key).
    func file(_ name: String) -> String {
        "\(directory)/\(name)"
    }

    static func makeCertificates(in directory: String) async throws {
        let new = "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        let sign = "openssl x509 -req -days 2 -CA ca.pem -CAkey ca.key -CAcreateserial"
        try await ChildProcess.run(
            """
            cd '\(directory)' && printf 'subjectAltName=IP:127.0.0.1\\n' > server.ext &&
            \(new) -x509 -subj /CN=test-ca -keyout ca.key -out ca.pem &&
            \(new) -subj /CN=server -keyout server.key -out server.csr &&
            \(sign) -in server.csr -extfile server.ext -out server.pem &&
            \(new) -subj /CN=client -keyout client.key -out client.csr &&
            \(sign) -in client.csr -out client.pem && cat client.pem client.key > both.pem
            """
        )
    }

    /// The port in `ACCEPT 127.0.0.1:40123`, once it stands in the log.
    static func port(inLog path: String) -> Int? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        let lines = text(Array(bytes.prefix(max(0, count)))).split(separator: "\n", omittingEmptySubsequences: false)
        // The last piece may be half a line.
        let line = lines.dropLast().first { $0.hasPrefix("ACCEPT ") }
        return line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
    }
}

/// Runs `body` beside `openssl s_server` with `options`; the server is ended whatever happens.
func withTLSPeer(
    _ options: String,
    _ body: (TLSPeer, CurlTransport) async throws -> Void
) async throws {
    try await withTemporaryDirectory { directory in
        try await TLSPeer.makeCertificates(in: directory)
        let log = directory + "/log.txt"
        let command = """
            cd '\(directory)' && exec openssl s_server -accept 127.0.0.1:0 -cert server.pem -key server.key \
            -CAfile ca.pem \(options)
            """
        let child = try ChildProcess(command, output: log)
        let transport = CurlTransport()
        do {
            try await eventually("openssl listens") { TLSPeer.port(inLog: log) != nil }
            try await body(TLSPeer(directory: directory, port: TLSPeer.port(inLog: log) ?? 0), transport)
        } catch {
            await transport.shutdown()
            await child.end()
            throw error
        }
        await transport.shutdown()
        await child.end()
    }
}
