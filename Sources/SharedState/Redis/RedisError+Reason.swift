import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension RedisError {
    /// What went wrong below Redis, as a clause for people: `connection refused`, `no such file or directory`.
    static func reason(for error: any Error) -> String {
        switch error {
        case let error as RedisError:
            error.message
        case let error as RESPDecodingError:
            "the server does not speak RESP2: \(error)"
        case let error as NIOConnectionError:
            reason(for: error)
        case let error as IOError:
            text(ofErrno: error.errnoCode)
        case ChannelError.connectTimeout(let limit):
            "no answer within \(limit.nanoseconds / 1_000_000) ms"
        case ChannelError.alreadyClosed, ChannelError.ioOnClosedChannel, ChannelError.eof:
            "closed by the server"
        case let error as NIOSSLError:
            tls("\(error)")
        case let error as BoringSSLError:
            tls("\(error)")
        default:
            "\(error)"
        }
    }

    private static func reason(for error: NIOConnectionError) -> String {
        if let first = error.connectionErrors.first { return reason(for: first.error) }
        return "the host name could not be resolved"
    }

    static func text(ofErrno code: CInt) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        let sentence = String(cString: text)
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    private static func tls(_ description: String) -> String {
        if description.contains("CERTIFICATE_VERIFY_FAILED") {
            return "the TLS certificate is not signed by a trusted authority or names another host"
        }
        return "the TLS handshake failed: \(description.prefix(200))"
    }
}
