import CCurl
import Glibc

extension CurlError {
    /// libcurl's result and its own words about it, as ours.
    init(_ result: CURLcode, _ detail: String, at place: String, _ progress: TransferProgress) {
        let code = Self.code(of: result, detail, progress)
        let cause = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        self.init(code, "\(place): \(Self.summary(of: code)) (\(cause))", mayHaveBeenSent: progress.mayHaveBeenSent)
    }

    private static func code(of result: CURLcode, _ detail: String, _ progress: TransferProgress) -> Code {
        switch result {
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            .couldNotResolve
        case CURLE_COULDNT_CONNECT:
            codeOfFailedConnect(progress.systemError)
        case CURLE_INTERFACE_FAILED, CURLE_PROXY:
            .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT:
            codeOfTimeout(detail, progress)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            .tls
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            codeOfBrokenConnection(detail)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SSL_SHUTDOWN_FAILED:
            .connectionClosed
        case CURLE_FILESIZE_EXCEEDED:
            .bodyTooLarge
        default:
            progress.mayHaveBeenSent ? .protocolError : .couldNotConnect
        }
    }

    /// The system's reason (`errno` of the last address tried) says what libcurl's one result does not.
    static func codeOfFailedConnect(_ systemError: Int32?) -> Code {
        switch systemError {
        case nil, ECONNREFUSED, ECONNRESET, ECONNABORTED, ENOENT: .couldNotConnect
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, ENONET: .unreachable
        case ETIMEDOUT: .connectTimedOut
        default: .localFailure
        }
    }

    /// Only the words tell a resolver that is too slow from a host that is.
    ///
    /// Guarded by the tests "a host that does not answer is one…" and "a peer that accepts and then says nothing…".
    static func codeOfTimeout(_ detail: String, _ progress: TransferProgress) -> Code {
        if progress.mayHaveBeenSent || progress.hasBegunTLS { return .timedOut }
        return detail.hasPrefix("Resolving") ? .couldNotResolve : .connectTimedOut
    }

    /// libcurl uses one result for three things and tells them apart only in words: with TLS 1.3 a refused client
    /// certificate shows as an alert on the first read, and broken chunk framing counts as a receive error.
    ///
    /// Guarded by the tests "a peer that wants a client certificate…" and "what is not HTTP…".
    private static func codeOfBrokenConnection(_ detail: String) -> Code {
        if detail.contains("chunked-encoding") { return .protocolError }
        return detail.contains("SSL") && detail.contains("alert") ? .tls : .connectionClosed
    }

    private static func summary(of code: Code) -> String {
        switch code {
        case .invalidRequest: "libcurl refuses the request; check its URL and options"
        case .couldNotResolve: "the host name has no address; check its spelling and the resolver"
        case .unreachable: "no connection, no route leads to the host; check the address and the network"
        case .connectTimedOut: "no connection in time; check the address, the network and its firewalls"
        case .localFailure: "no attempt to connect; check this machine's limits of files, ports and memory"
        case .couldNotConnect: "no connection; check that the server runs and the address is right"
        case .timedOut: "no complete answer in time; check the server's load or allow more time"
        case .connectionClosed: "the connection closed before the answer was complete; check the server's log"
        case .tls: "TLS failed; check CA, certificate, key and host name"
        case .bodyTooLarge: "the response body is larger than allowed"
        case .lineTooLong: "a line of the response is longer than allowed"
        case .protocolError: "the answer is not proper HTTP; check what listens there"
        case .shutDown: "the transport was shut down"
        }
    }
}
