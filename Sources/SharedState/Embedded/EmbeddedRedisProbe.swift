import Glibc
import Logging

/// Looks at who is behind the private socket.
struct EmbeddedRedisProbe: Sendable {
    enum Finding {
        /// Our server serves; the connection is the caller's to close.
        case serving(RedisConnection, process: pid_t?)
        case loading
        /// Nobody listens.
        case absent
        /// Somebody listens but does not answer.
        case silent(reason: String)
        /// A server with another data directory.
        case foreign(directory: String)
    }

    let layout: EmbeddedRedisLayout
    private let connector: RedisConnector

    init(_ layout: EmbeddedRedisLayout, pingLimit: Duration) throws(RedisError) {
        var options = RedisOptions()
        options.connectTimeout = pingLimit
        options.commandDeadline = pingLimit
        self.layout = layout
        self.connector = try RedisConnector(
            RedisEndpoint(.unix(path: layout.socket)),
            options: options,
            loop: RedisEventLoop.shared
        )
    }

    /// Looks; a cancelled task finds ``Finding/silent(reason:)`` at once, unless it is to ask all the same.
    func look(isCancellable: Bool = true) async -> Finding {
        switch SocketProbe.ask(layout.socket) {
        case .absent: return .absent
        case .blocked(let code): return .silent(reason: RedisError.text(ofErrno: code))
        case .listening: break
        }
        let connection: RedisConnection
        do {
            connection = try await connector.open(name: "hemostat-supervisor", isCancellable: isCancellable)
        } catch {
            return error.code == .loading ? .loading : .silent(reason: error.message)
        }
        do {
            let replies = try await connection.pipeline([["CONFIG", "GET", "dir"], ["INFO", "server"]])
            let directory = replies[0].asArray?.last?.asString ?? ""
            if directory == layout.resolvedData {
                return .serving(connection, process: replies[1].asString.flatMap(Self.process))
            }
            connection.closeNow()
            return .foreign(directory: directory)
        } catch {
            connection.closeNow()
            return .silent(reason: error.message)
        }
    }

    private static func process(in information: String) -> pid_t? {
        for line in information.split(whereSeparator: \.isNewline) where line.hasPrefix("process_id:") {
            return pid_t(line.dropFirst("process_id:".count))
        }
        return nil
    }
}
